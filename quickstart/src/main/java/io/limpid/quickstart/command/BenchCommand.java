package io.limpid.quickstart.command;

import ai.onnxruntime.OrtSession;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.Provider;
import io.limpid.quickstart.bench.BenchFigures;
import io.limpid.quickstart.bench.BenchModel;
import io.limpid.quickstart.bench.BenchPage;
import io.limpid.quickstart.bench.BenchPlan;
import io.limpid.quickstart.bench.StreamBench;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.training.Training;
import io.limpid.quickstart.training.TrainingSpeed;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid bench}: how fast things are here. */
@Command(
        name = "bench",
        description =
                "Measure how fast the stream is on this machine, beside ONNX Runtime alone and beside other ways.",
        sortOptions = false,
        subcommands = BenchCommand.Train.class)
final class BenchCommand implements Runnable {
    private static final int LONGEST_SECONDS = 600;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "of each measurement (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "60",
            description =
                    "most seconds until Java's compilers rest, before each; three times as many before latency (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "2",
            description = "in which stream and peers take turns (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "a denoiser of one size of images (default: a1-denoiser's last run)")
    private Path model;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "cpu",
            description = "of all models: cpu, cuda, tensorrt or auto (default: ${DEFAULT-VALUE})")
    private String provider;

    @Option(
            names = "--batches",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,8,32,128,512",
            description = "of the small feed-forward network; 0 leaves it out (default: ${DEFAULT-VALUE})")
    private List<Integer> batches;

    @Option(names = "--json", description = "end with one line of JSON")
    private boolean json;

    @Override
    public void run() {
        Console console = Console.standard();
        Home home = Home.standard();
        BenchPlan plan = plan();
        BenchModel measured = model == null
                ? BenchModel.a1(home, new Training(home, console), console)
                : BenchModel.denoiser(model.toAbsolutePath(), model.toString());
        BenchFigures figures = new StreamBench(home, console, plan).measure(measured);
        BenchPage page = new BenchPage(figures);
        Path report = page.write(home.bench());
        page.lines().forEach(console::line);
        console.line("report: " + report);
        if (json) {
            console.line(page.json());
        }
    }

    private BenchPlan plan() {
        requireWithin("--seconds", seconds, LONGEST_SECONDS);
        requireWithin("--warm-up", warmUp, LONGEST_SECONDS);
        requireWithin("--rounds", rounds, 100);
        List<Integer> sizes = batches.equals(List.of(0)) ? List.of() : batches;
        sizes.forEach(size -> requireWithin("--batches", size, 4096));
        requireProvider();
        return new BenchPlan(seconds, warmUp, rounds, Runtime.getRuntime().availableProcessors(), provider, sizes);
    }

    /** Before minutes go by: whether models can run there. */
    private void requireProvider() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            Provider.parse(provider).addTo(options);
        } catch (IllegalArgumentException unknown) {
            throw CommandFailure.badInput("--provider: " + unknown.getMessage(), "");
        } catch (ModelRejectedException missing) {
            throw CommandFailure.failed(missing.getMessage(), "./limpid gpu says what is missing");
        }
    }

    private static void requireWithin(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw CommandFailure.badInput("expected " + option + " of 1 to " + most + ", found " + value, "");
        }
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
