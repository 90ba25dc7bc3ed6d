package io.limpid.trainer.cli;

import io.limpid.datasets.DataException;
import io.limpid.datasets.DataSets;
import io.limpid.trainer.job.FloatModel;
import io.limpid.trainer.job.Int8Run;
import io.limpid.trainer.job.Outcome;
import io.limpid.trainer.job.RecipeRun;
import io.limpid.trainer.job.ResumeException;
import io.limpid.trainer.job.RunControl;
import io.limpid.trainer.job.TrainingRun;
import io.limpid.trainer.recipe.Overrides;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import io.limpid.trainer.run.RunsLock;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One training in a process of its own, since the engine allows one at a time and a native crash ends its JVM. Speaks JSON, an
 * object a line, on standard output; exits with 0 when finished or stopped on request, 1 when the training failed, 2 when it
 * could not begin. The line {@code stop} on standard input, or a signal to end, keeps the best so far.
 *
 * <p>Use: {@code TrainMain RECIPE.yaml [--runs DIR] [--set key=value]… [--epochs N] [--limit N] [--seed N] [--dataset NAME] [--noise
 * SPEC] [--budget-seconds S] [--part-of NAME]}, or {@code TrainMain --resume RUN [--runs DIR]}, or {@code TrainMain --int8 MODEL.onnx [--runs DIR]},
 * which makes a trained model calculate with 8-bit integers
 */
public final class TrainMain {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private final JsonEvents events;
    private final DataSets dataSets;
    private final BooleanSupplier stop;

    TrainMain(JsonEvents events, DataSets dataSets, BooleanSupplier stop) {
        this.events = events;
        this.dataSets = dataSets;
        this.stop = stop;
    }

    public static void main(String[] arguments) {
        // the engine prints to standard output too, which is ours alone
        PrintStream out = System.out;
        System.setOut(System.err);
        System.setProperty("java.awt.headless", "true");
        StopRequest stop = StopRequest.listening(System.in);
        int code =
                new TrainMain(new JsonEvents(out), DataSets.standard(System.getenv()), stop::isWanted).run(arguments);
        System.exit(code);
    }

    int run(String... arguments) {
        try {
            Arguments parsed = Arguments.parse(arguments);
            return train(parsed);
        } catch (RecipeException | ResumeException | IllegalArgumentException | DataException bad) {
            events.failed(bad.getMessage());
            return BAD_INPUT;
        }
    }

    private int train(Arguments arguments) throws RecipeException, ResumeException {
        // a wrong recipe, or model, must not leave a folder
        Optional<FloatModel> model = arguments.model().isPresent()
                ? Optional.of(FloatModel.read(arguments.model().get()))
                : Optional.empty();
        Optional<Recipe> recipe = arguments.recipe().isPresent()
                ? Optional.of(RecipeFile.read(arguments.recipe().get(), arguments.overrides()))
                : Optional.empty();
        Path runs = arguments.runs();
        try {
            Optional<RunsLock> lock = RunsLock.acquire(runs);
            if (lock.isEmpty()) {
                events.failed("another training runs in " + runs + "; wait for its end, or give another --runs");
                return BAD_INPUT;
            }
            try (RunsLock held = lock.get()) {
                RunControl control = new RunControl(
                        stop, arguments.budgetSeconds(), arguments.resume().isPresent());
                if (model.isPresent()) {
                    RunFolder folder = held.newRun(model.get().rounded().name(), Instant.now());
                    return execute(new Int8Run(model.get(), folder, new Runs(runs), events), folder, control);
                }
                return recipe.isPresent()
                        ? train(recipe.get(), newRun(held, recipe.get(), arguments), control)
                        : resume(new Runs(runs), arguments.resume().orElseThrow(), control);
            }
        } catch (RecipeException wrong) {
            throw recipe.isPresent()
                    ? RecipeFile.located(arguments.recipe().get(), arguments.overrides(), wrong)
                    : wrong;
        } catch (IOException unwritable) {
            events.failed(
                    "the runs folder " + runs + " can't be written to: " + unwritable + "; give another with --runs");
            return BAD_INPUT;
        }
    }

    private static RunFolder newRun(RunsLock held, Recipe recipe, Arguments arguments) throws IOException {
        RunFolder folder = held.newRun(recipe.name(), Instant.now());
        if (!arguments.partOf().isEmpty()) {
            folder.writeText(RunFolder.PART_OF, arguments.partOf());
        }
        return folder;
    }

    private int resume(Runs runs, String id, RunControl control) throws RecipeException, ResumeException {
        RunFolder folder = runs.any(id)
                .orElseThrow(() ->
                        new RecipeException("there is no run '" + id + "' to go on with; see the folder of runs"));
        if (Runs.state(folder).equals(Runs.FINISHED)) {
            throw new RecipeException("run " + id + " has finished; there is nothing left to do");
        }
        return train(RecipeFile.read(folder.path().resolve("recipe.yaml")), folder, control);
    }

    private int train(Recipe recipe, RunFolder folder, RunControl control) throws RecipeException, ResumeException {
        return execute(new TrainingRun(recipe, folder, new Runs(folder.path().getParent()), events), folder, control);
    }

    private int execute(RecipeRun run, RunFolder folder, RunControl control) throws RecipeException, ResumeException {
        try {
            Outcome outcome = run.execute(dataSets, control);
            events.ended(folder, outcome);
            return 0;
        } catch (RecipeException | ResumeException | DataException | IllegalArgumentException bad) {
            markFailed(run, folder, bad, bad.getMessage());
            throw bad;
        } catch (UncheckedIOException unwritable) {
            markFailed(run, folder, unwritable, unwritable.getMessage());
            events.failed(unwritable.getMessage());
            return FAILED;
        } catch (Exception | LinkageError | OutOfMemoryError failure) {
            // the last two are how a missing native library and a small heap show themselves
            String message = failure.getClass().getSimpleName() + ": " + failure.getMessage();
            markFailed(run, folder, failure, message);
            failure.printStackTrace(System.err);
            events.failed(message);
            return FAILED;
        }
    }

    /**
     * A run that was only asked to go on, and could not, is what it was before. Where not even this can be written, as on a full
     * disk, the first reason is still the one to report.
     */
    private static void markFailed(RecipeRun run, RunFolder folder, Throwable reason, @Nullable String message) {
        if (!run.hasBegun()) {
            return;
        }
        try {
            folder.status(Runs.FAILED, String.valueOf(message));
        } catch (UncheckedIOException unwritable) {
            reason.addSuppressed(unwritable);
        }
    }

    /**
     * The command line: a recipe, or a run to take up again, or a model to round.
     *
     * @param model the file to round
     * @param partOf the study that the run is a part of, such as a grid's name; empty where it stands for itself
     */
    record Arguments(
            Optional<Path> recipe,
            Optional<String> resume,
            Optional<Path> model,
            Path runs,
            Overrides overrides,
            OptionalDouble budgetSeconds,
            String partOf) {
        static Arguments parse(String[] arguments) {
            return ArgumentParser.parse(arguments);
        }
    }
}
