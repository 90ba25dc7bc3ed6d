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
import io.limpid.quickstart.process.ProcessLock;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--containers", description = "run broker and services as containers (default: as processes)")
    private boolean containers;

    @Option(
            names = "--service-images",
            paramLabel = "NAME",
            description = "with --containers: the services' images, %%s standing for the service (default: limpid/%%s)")
    private @Nullable String serviceImages;

    @Option(
            names = "--kafka-image",
            paramLabel = "NAME",
            description = "with --containers: the broker's image (default: " + ContainerImages.KAFKA + ")")
    private @Nullable String kafkaImage;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "load-report",
            description = "gets report.html and load.json (default: ${DEFAULT-VALUE})")
    private Path report;

    @Option(names = "--json", description = "end with one line of JSON that holds all figures")
    private boolean json;

    private final Console console = Console.standard();
    private final Home home = Home.standard();

    @Override
    public void run() {
        Optional<ContainerImages> made = images();
        Path file = ScenarioFile.find(home, scenario);
        Scenario chosen = scaledOrRefused(ScenarioFile.read(file));
        String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
        console.step("scenario " + name + ": " + chosen.about());
        // a second one would wipe this one's folder, and write over its report
        try (ProcessLock lock = ProcessLock.take(home.state().resolve("load.lock"), "a load test in " + home.root())) {
            run(name, chosen, made);
        }
    }

    private void run(String name, Scenario chosen, Optional<ContainerImages> made) {
        Outcome outcome;
        String logs;
        try (StreamRuntime runtime = runtime(chosen, made)) {
            logs = runtime.logs();
            outcome = new LoadRun(runtime, chosen, console).run();
        }
        conclude(LoadFigures.of(name, outcome), outcome, logs);
    }

    /** Empty for processes. */
    private Optional<ContainerImages> images() {
        if (!containers) {
            if (kafkaImage != null || serviceImages != null) {
                throw CommandFailure.badInput(
                        "expected --kafka-image and --service-images with --containers only: processes have no images",
                        "add --containers, or leave them out");
            }
            return Optional.empty();
        }
        return Optional.of(new ContainerImages(
                Objects.requireNonNullElse(kafkaImage, ContainerImages.KAFKA),
                Objects.requireNonNullElse(serviceImages, ContainerImages.SERVICES)));
    }

    private StreamRuntime runtime(Scenario chosen, Optional<ContainerImages> made) {
        if (made.isEmpty()) {
            return new LocalRuntime(home, chosen);
        }
        if (!ContainerRuntime.isDockerThere()) {
            throw CommandFailure.failed(
                    "Docker does not answer", "start it, or leave --containers out: processes take the same scenarios");
        }
        ContainerRuntime.passedOver(System.getenv("DOCKER_HOST"))
                .ifPresent(passed -> console.line("DOCKER_HOST is " + passed.asked()
                        + ", where no Docker answers: using " + passed.used() + " instead"));
        made.get().requireThere();
        return new ContainerRuntime(home, chosen, made.get());
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
        Path written = page.write(report.toAbsolutePath().normalize());
        console.line("");
        page.lines().forEach(console::line);
        console.line("");
        console.line("report: " + written.toUri());
        if (json) {
            console.line(figures.json());
        }
        if (!figures.failures().isEmpty()) {
            throw CommandFailure.failed(String.join("; ", figures.failures()), "logs are in " + logs);
        }
    }
}
