package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.training.TrainingSpeed;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid bench}: how fast things are here. */
@Command(
        name = "bench",
        description = "Measure how fast things are on this machine.",
        subcommands = BenchCommand.Train.class)
final class BenchCommand implements Runnable {
    @Override
    public void run() {
        throw CommandFailure.badInput("expected what to measure", "./limpid bench train measures a training");
    }

    /** {@code ./limpid bench train}. */
    @Command(
            name = "train",
            description = "Train a recipe for a while on one thread and on all; images/s, and where the time goes.",
            sortOptions = false)
    static final class Train implements Runnable {
        private static final int LONGEST = 3600;

        @Parameters(
                paramLabel = "RECIPE",
                arity = "0..1",
                defaultValue = "a1-denoiser",
                description = "default: ${DEFAULT-VALUE}")
        private String recipe;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "20",
                description = "for each number of threads (default: ${DEFAULT-VALUE})")
        private int seconds;

        @Option(names = "--json", description = "end with one line of JSON")
        private boolean json;

        @Override
        public void run() {
            if (seconds < 1 || seconds > LONGEST) {
                throw CommandFailure.badInput("expected --seconds of 1 to " + LONGEST + ", found " + seconds, "");
            }
            Console console = Console.standard();
            Home home = Home.standard();
            console.step("training " + recipe + " for " + seconds + " s each");
            List<TrainingSpeed.Figures> all = new TrainingSpeed(home).measure(home.recipe(recipe), seconds);
            console.line("threads  images/s  forward  backward  optimiser  waiting for data  data and noise, beside");
            for (TrainingSpeed.Figures each : all) {
                console.line(String.format(
                        Locale.ROOT,
                        "%7d  %8.0f  %6.1f%%  %7.1f%%  %8.1f%%  %15.1f%%  %21.1f%%",
                        each.threads(),
                        each.imagesPerSecond(),
                        100 * each.forward(),
                        100 * each.backward(),
                        100 * each.optimiser(),
                        100 * each.data(),
                        100 * each.dataCpu()));
            }
            if (json) {
                console.line(TrainingSpeed.json(all));
            }
        }
    }
}
