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
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;

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

    private static int train(Recipe recipe, Path folder, JsonEvents events, DataSets dataSets) throws RecipeException {
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            events.failed("the runs folder " + folder + " can't be made: " + unwritable.getMessage());
            return BAD_INPUT;
        }
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                events.failed("another training runs in " + folder + "; wait for its end");
                return BAD_INPUT;
            }
            return trainLocked(recipe, folder, events, dataSets);
        } catch (IOException unwritable) {
            events.failed("the runs folder " + folder + " can't be written to: " + unwritable.getMessage());
            return BAD_INPUT;
        }
    }

    private static int trainLocked(Recipe recipe, Path runs, JsonEvents events, DataSets dataSets)
            throws IOException, RecipeException {
        RunFolder folder = RunFolder.create(runs, recipe.name(), Instant.now());
        try {
            Map<String, Double> metrics = new TrainingRun(recipe, folder, new Runs(runs), events).execute(dataSets);
            events.finished(folder, metrics);
            return 0;
        } catch (RecipeException | DataException | IllegalArgumentException bad) {
            folder.status(Runs.FAILED, String.valueOf(bad.getMessage()));
            throw bad;
        } catch (Exception failure) {
            folder.status(Runs.FAILED, failure.toString());
            failure.printStackTrace(System.err);
            events.failed(failure.getClass().getSimpleName() + ": " + failure.getMessage());
            return FAILED;
        }
    }

    /** The command line. */
    record Arguments(Path recipe, Path runs, Overrides overrides) {
        static Arguments parse(String[] arguments) {
            return ArgumentParser.parse(arguments);
        }
    }
}
