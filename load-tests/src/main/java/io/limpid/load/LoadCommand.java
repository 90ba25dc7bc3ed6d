package io.limpid.load;

import io.limpid.load.report.LoadFigures;
import io.limpid.load.report.LoadPage;
import io.limpid.load.run.LoadRun;
import io.limpid.load.run.Outcome;
import io.limpid.load.runtime.ContainerImages;
import io.limpid.load.runtime.ContainerRuntime;
import io.limpid.load.runtime.LocalRuntime;
import io.limpid.load.runtime.StreamRuntime;
import io.limpid.load.scenario.Scenario;
import io.limpid.load.scenario.ScenarioFile;
import io.limpid.quickstart.command.MoreCommand;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./limpid load}: load and faults, and whether the promises are kept. */
@Command(
        name = "load",
        description =
                "Send images at a rate, let faults befall broker and services, and check everything that comes out.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./limpid load",
            "  ./limpid load --scenario kills --json",
            "  ./limpid load --scenario soak --minutes 30",
            "  ./limpid load --scenario my-scenario.yaml --images 100000"
        },
        sortOptions = false)
public final class LoadCommand implements MoreCommand {
    private static final double LONGEST_MINUTES = 7 * 24 * 60;
    private static final int MOST_IMAGES = 50_000_000;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "short",
            description = "a file, or one of load-tests/scenarios (default: ${DEFAULT-VALUE})")
    private String scenario;

    @Option(names = "--minutes", paramLabel = "N", description = "stretch it to last so long, at the same rates")
    private Double minutes;

    @Option(names = "--images", paramLabel = "N", description = "change its rates to send so many images")
    private Integer images;

    @Option(names = "--containers", description = "broker and services as containers (default: as processes)")
    private boolean containers;

    @Option(
            names = "--service-images",
            paramLabel = "NAME",
            defaultValue = "limpid/%s",
            description = "with --containers: with %%s for the service (default: limpid/%%s)")
    private String serviceImages;

    @Option(
            names = "--kafka-image",
            paramLabel = "NAME",
            defaultValue = "apache/kafka:4.1.1",
            description = "with --containers (default: ${DEFAULT-VALUE})")
    private String kafkaImage;

    @Option(names = "--json", description = "end with one line of JSON that holds all figures")
    private boolean json;

    private final Console console = Console.standard();
    private final Home home = Home.standard();

    @Override
    public void run() {
        Path file = ScenarioFile.find(home, scenario);
        Scenario chosen = scaledOrRefused(ScenarioFile.read(file));
        String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
        console.step("scenario " + name + ": " + chosen.about());
        Outcome outcome;
        String logs;
        try (StreamRuntime runtime = runtime(chosen)) {
            logs = runtime.logs();
            outcome = new LoadRun(runtime, chosen, console).run();
        }
        conclude(LoadFigures.of(name, outcome), outcome, logs);
    }

    private StreamRuntime runtime(Scenario chosen) {
        if (!containers) {
            return new LocalRuntime(home, chosen);
        }
        if (!serviceImages.contains("%s")) {
            throw CommandFailure.badInput(
                    "expected --service-images with %s for the service, such as limpid/%s, found " + serviceImages, "");
        }
        if (!ContainerRuntime.isDockerThere()) {
            throw CommandFailure.failed(
                    "Docker does not answer", "start it, or leave --containers out: processes take the same scenarios");
        }
        return new ContainerRuntime(home, chosen, new ContainerImages(kafkaImage, serviceImages));
    }

    private Scenario scaledOrRefused(Scenario read) {
        try {
            return scaled(read);
        } catch (IllegalArgumentException impossible) {
            throw CommandFailure.badInput(
                    "--minutes and --images make a scenario that can't be: " + impossible.getMessage(),
                    "choose others");
        }
    }

    private Scenario scaled(Scenario read) {
        Scenario result = read;
        if (minutes != null) {
            if (!(minutes > 0 && minutes <= LONGEST_MINUTES) || read.seconds() == 0) {
                throw CommandFailure.badInput(
                        "expected --minutes above 0 and of at most a week, for a scenario with more than bursts; found "
                                + minutes,
                        "");
            }
            result = result.lasting(minutes * 60);
        }
        if (images != null) {
            if (images < 1 || images > MOST_IMAGES) {
                throw CommandFailure.badInput("expected --images of 1 to " + MOST_IMAGES + ", found " + images, "");
            }
            result = result.withImages(images);
        }
        return result;
    }

    private void conclude(LoadFigures figures, Outcome outcome, String logs) {
        LoadPage page = new LoadPage(figures, outcome);
        Path report = page.write(home.load());
        console.line("");
        page.lines().forEach(console::line);
        console.line("");
        console.line("report: " + report.toUri());
        if (json) {
            console.line(figures.json());
        }
        if (!figures.failures().isEmpty()) {
            throw CommandFailure.failed(String.join("; ", figures.failures()), "logs are in " + logs);
        }
    }
}
