package io.limpid.trainer.cli;

import io.limpid.datasets.DataException;
import io.limpid.datasets.DataSets;
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
import java.util.Map;
import java.util.Optional;

/**
 * One training in a process of its own, since the engine allows one at a time and a native crash ends its JVM. Speaks JSON, an
 * object a line, on standard output; exits with 0 when finished, 1 when the training failed, 2 when it could not begin.
 *
 * <p>Use: {@code TrainMain RECIPE.yaml [--runs DIR] [--epochs N] [--limit N] [--seed N] [--dataset NAME] [--noise SPEC]}
 */
public final class TrainMain {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private TrainMain() {}

    public static void main(String[] arguments) {
        // the engine prints to standard output too, which is ours alone
        PrintStream events = System.out;
        System.setOut(System.err);
        System.setProperty("java.awt.headless", "true");
        System.exit(run(arguments, new JsonEvents(events), DataSets.standard(System.getenv())));
    }

    static int run(String[] arguments, JsonEvents events, DataSets dataSets) {
        try {
            Arguments parsed = Arguments.parse(arguments);
            Recipe recipe = RecipeFile.read(parsed.recipe()).with(parsed.overrides());
            return train(recipe, parsed.runs(), events, dataSets);
        } catch (RecipeException | IllegalArgumentException | DataException bad) {
            events.failed(bad.getMessage());
            return BAD_INPUT;
        }
    }

    private static int train(Recipe recipe, Path runs, JsonEvents events, DataSets dataSets) throws RecipeException {
        try {
            Optional<RunsLock> lock = RunsLock.acquire(runs);
            if (lock.isEmpty()) {
                events.failed("another training runs in " + runs + "; wait for its end, or give another --runs");
                return BAD_INPUT;
            }
            try (RunsLock held = lock.get()) {
                return trainLocked(recipe, held.newRun(recipe.name(), Instant.now()), events, dataSets);
            }
        } catch (IOException unwritable) {
            events.failed(
                    "the runs folder " + runs + " can't be written to: " + unwritable + "; give another with --runs");
            return BAD_INPUT;
        }
    }

    private static int trainLocked(Recipe recipe, RunFolder folder, JsonEvents events, DataSets dataSets)
            throws RecipeException {
        try {
            Runs runs = new Runs(folder.path().getParent());
            Map<String, Double> metrics = new TrainingRun(recipe, folder, runs, events).execute(dataSets);
            events.finished(folder, metrics);
            return 0;
        } catch (RecipeException | DataException | IllegalArgumentException bad) {
            markFailed(folder, bad);
            throw bad;
        } catch (UncheckedIOException unwritable) {
            markFailed(folder, unwritable);
            events.failed(unwritable.getMessage());
            return FAILED;
        } catch (Exception | LinkageError | OutOfMemoryError failure) {
            // the last two are how a missing native library and a small heap show themselves
            markFailed(folder, failure);
            failure.printStackTrace(System.err);
            events.failed(failure.getClass().getSimpleName() + ": " + failure.getMessage());
            return FAILED;
        }
    }

    /** Where not even this can be written, as on a full disk, the first reason is still the one to report. */
    private static void markFailed(RunFolder folder, Throwable reason) {
        try {
            folder.status(Runs.FAILED, reason.toString());
        } catch (UncheckedIOException unwritable) {
            reason.addSuppressed(unwritable);
        }
    }

    /** The command line. */
    record Arguments(Path recipe, Path runs, Overrides overrides) {
        static Arguments parse(String[] arguments) {
            return ArgumentParser.parse(arguments);
        }
    }
}
