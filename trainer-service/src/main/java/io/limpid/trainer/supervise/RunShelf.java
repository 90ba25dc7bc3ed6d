package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** All runs of a folder with their states, whoever trained them. */
public final class RunShelf {
    private final Runs runs;
    private final BooleanSupplier training;

    /** @param training whether some process is training in the folder now */
    public RunShelf(Runs runs, BooleanSupplier training) {
        this.runs = requireNonNull(runs, "runs");
        this.training = requireNonNull(training, "training");
    }

    /** Newest first. */
    public List<RunState> all() {
        return runs.all().stream().map(this::stateOf).toList();
    }

    /** The run of that id; ids that are no folder names are of no run. */
    public Optional<RunState> find(String id) {
        return runs.any(id).map(this::stateOf);
    }

    private RunState stateOf(RunFolder run) {
        try {
            Map<?, ?> status = run.readJson(RunFolder.STATUS, Map.class);
            TrainingState state = state(String.valueOf(status.get("state")));
            Object message = status.get("message");
            return new RunState(run, state, message == null ? "" : message.toString(), isResumable(run, state));
        } catch (IOException | IllegalArgumentException damaged) {
            return new RunState(
                    run, TrainingState.FAILED, "its " + RunFolder.STATUS + " is missing or damaged: " + damaged, false);
        }
    }

    /** One that says it runs, while nobody trains, was killed. */
    private TrainingState state(String written) {
        return switch (written) {
            case Runs.FINISHED -> TrainingState.FINISHED;
            case Runs.STOPPED -> TrainingState.STOPPED;
            case Runs.FAILED -> TrainingState.FAILED;
            case Runs.RUNNING -> training.getAsBoolean() ? TrainingState.RUNNING : TrainingState.INTERRUPTED;
            default -> throw new IllegalArgumentException("unknown state '" + written + "'");
        };
    }

    private static boolean isResumable(RunFolder run, TrainingState state) {
        return state != TrainingState.FINISHED
                && state != TrainingState.RUNNING
                && Files.isRegularFile(run.path().resolve(RunFolder.CHECKPOINT));
    }
}
