package io.limpid.quickstart.command;

import io.limpid.datasets.DataSet;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.demo.Demo;
import io.limpid.quickstart.demo.DemoPlan;
import io.limpid.quickstart.demo.DemoResult;
import io.limpid.quickstart.demo.RunningDemo;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.History;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./limpid demo}: the whole path, measured. */
@Command(
        name = "demo",
        description =
                "Train, start a broker and the services, stream noisy images through them, and show what came out.",
        sortOptions = false)
final class DemoCommand implements Runnable {
    private static final int LEAST_IMAGES = 20;
    private static final int MOST_IMAGES = 1_000_000;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = "mnist",
            description = "a data set with labels, see ./limpid data (default: ${DEFAULT-VALUE})")
    private String dataset;

    @Option(
            names = "--noise",
            paramLabel = "SPEC",
            defaultValue = "gaussian:0.5",
            description = "such as gaussian:0.5 or poisson:20, joined by + (default: ${DEFAULT-VALUE})")
    private String noise;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "4000",
            description = "to publish (default: ${DEFAULT-VALUE})")
    private int images;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "0",
            description = "training images, for a quick look (default: all)")
    private int limit;

    @Option(
            names = "--recipe",
            paramLabel = "RECIPE",
            defaultValue = "",
            description = "the denoiser's (default: the data set's own)")
    private String recipe;

    @Option(names = "--json", description = "end with one line of JSON that holds all figures")
    private boolean json;

    @Option(names = "--keep", description = "leave the broker and the services running until Ctrl-C")
    private boolean keep;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "the page (default: demo/report.html); - for standard output, with all else on standard error")
    private @Nullable String report;

    @Option(
            names = "--running",
            description = "on the stream at --bootstrap with the models that serve there, instead of one of its own")
    private boolean running;

    @Mixin
    private StreamOptions stream;

    private final Home home = Home.standard();
    private Console console = Console.standard();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        console = "-".equals(report) ? Console.beside() : console;
        DemoPlan plan = plan();
        StreamAddress address = stream.address();
        Demo demo = new Demo(home, console, plan);
        console.step("looking for the data set " + dataset);
        DataSet data = DataSetOption.load(dataset, console);
        if (running) {
            conclude(new RunningDemo(console, plan, address).run(data));
        } else {
            demo.run(data, this::conclude);
        }
    }

    private DemoPlan plan() {
        DataSetOption.requireKnown(dataset);
        NoiseOption.parse(noise);
        if (images < LEAST_IMAGES || images > MOST_IMAGES) {
            throw CommandFailure.badInput(
                    "expected --images from " + LEAST_IMAGES + " to " + MOST_IMAGES + ", found " + images, "");
        }
        if (limit < 0) {
            throw CommandFailure.badInput("expected --limit of 1 or more, or 0 for all, found " + limit, "");
        }
        if (running && (limit > 0 || keep || !recipe.isEmpty())) {
            throw CommandFailure.badInput(
                    "a stream that is up has its models: --running goes without --limit, --recipe and --keep", "");
        }
        GivenOptions.of(spec).requireWith("--running", running, StreamOptions.NAMES);
        if (!recipe.isEmpty()) {
            home.recipe(recipe);
        }
        String page = report == null ? home.demo().resolve("report.html").toString() : report;
        return new DemoPlan(dataset, noise, images, limit, recipe, keep, page);
    }

    private void conclude(DemoResult result) {
        if (json) {
            console.line(result.json());
        }
        if (keep) {
            awaitInterrupt();
        }
        History history = result.history();
        if (!history.isClean()) {
            throw CommandFailure.failed(
                    "%d images lost, %d duplicated, %d out of order, %d unknown"
                            .formatted(history.lost(), history.duplicated(), history.outOfOrder(), history.strangers()),
                    running
                            ? "the services' logs say more"
                            : "the services' logs are in "
                                    + home.state().resolve("demo").resolve("logs"));
        }
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
