package io.limpid.quickstart.command;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Task;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.models.ModelBoards;
import io.limpid.quickstart.models.ModelDesk;
import io.limpid.quickstart.models.ShippedPublisher;
import io.limpid.quickstart.models.Standing;
import io.limpid.quickstart.process.Health;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.LocalStack;
import io.limpid.quickstart.process.ProcessSpec;
import io.limpid.quickstart.process.Processes;
import io.limpid.quickstart.process.ServiceProcess;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import io.limpid.quickstart.training.ModelShop;
import io.limpid.quickstart.training.Training;
import io.limpid.quickstart.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts broker and services one after another, and puts models live. */
final class BringUp {
    /** In an order that lets each use the ones before: the head needs the denoiser's encoder. */
    static final List<String> RECIPES = List.of("mnist-classifier", "mnist-denoiser", "mnist-latent-head");

    private static final Duration TOPICS_PATIENCE = Duration.ofSeconds(60);

    private final Home home;
    private final LocalStack stack;
    private final Console console;
    private final Http http = new Http();
    private final Health health = new Health(http);

    BringUp(Home home, LocalStack stack, Console console) {
        this.home = requireNonNull(home, "home");
        this.stack = requireNonNull(stack, "stack");
        this.console = requireNonNull(console, "console");
    }

    /** @param train whether to train models of one's own where there are none yet */
    void run(StreamAddress stream, UpPorts ports, boolean train) {
        ServiceSpecs specs = new ServiceSpecs(home, stream, home.state());
        try (Processes processes = new Processes(true)) {
            console.step("starting the broker and the services");
            ServiceProcess broker = start(processes, stream, specs.broker(ports.broker()));
            health.awaitListening(broker);
            console.detail("broker at " + stream.bootstrap());
            ServiceProcess trainer = start(processes, stream, specs.trainer(ports.trainer()));
            ServiceProcess denoiser = start(processes, stream, specs.denoiser(ports.denoiser()));
            ServiceProcess classifier = start(processes, stream, specs.classifier(ports.classifier()));
            ServiceProcess studio = start(processes, stream, specs.studio(ports.studio()));
            List.of(trainer, denoiser, classifier, studio).forEach(this::awaitLive);
            serve(stream, new ModelShop(http, trainer.address()), denoiser, classifier, train);
            processes.release();
        } catch (RuntimeException failure) {
            stack.down();
            throw failure;
        }
    }

    private void awaitLive(ServiceProcess process) {
        health.awaitLive(process);
        console.detail(process.name() + " at " + process.address());
    }

    private ServiceProcess start(Processes processes, StreamAddress stream, ProcessSpec spec) {
        ServiceProcess process = processes.start(spec);
        stack.remember(stream, processes.running());
        return process;
    }

    private void serve(
            StreamAddress stream, ModelShop shop, ServiceProcess denoiser, ServiceProcess classifier, boolean train) {
        BrokerDoor.await(
                stream, List.of(stream.topics().models(), stream.topics().modelReports()), TOPICS_PATIENCE);
        console.step("publishing the models that come with Limpid, and those of your own runs");
        new ShippedPublisher(stream, home.published()).publish();
        ModelBoards.read(stream).published().values().stream()
                .filter(Standing::isShipped)
                .forEach(model -> awaitShipped(model.getTask() == Task.DENOISE ? denoiser : classifier, model));
        List<ModelShop.Run> runs = serving(shop);
        if (runs.isEmpty() && train) {
            console.step("there are no runs of your own yet: training them");
            RECIPES.forEach(this::train);
            runs = serving(shop);
        }
        ModelBoard board = ModelBoards.read(stream);
        for (ModelShop.Run run : runs) {
            Optional<ModelPublished> standing = board.under(ModelKey.live(run.name()));
            if (Standing.givesWay(standing, run, shop.file(run))) {
                ModelShop.Published model = shop.publish(run);
                awaitModel(model.isDenoiser() ? denoiser : classifier, model.name(), model.version());
            }
        }
        ModelBoards.read(stream).published().forEach((key, model) -> {
            if (!key.candidate()) {
                console.detail(ModelDesk.line(model));
            }
        });
    }

    /** A service that takes signed models only refuses these, and serves others all the same. */
    private void awaitShipped(ServiceProcess service, ModelPublished model) {
        try {
            awaitModel(
                    service,
                    model.getRef().getName(),
                    Long.toUnsignedString(model.getRef().getVersion()));
        } catch (CommandFailure refused) {
            service.requireAlive();
            console.detail(refused.getMessage());
        }
    }

    private void awaitModel(ServiceProcess service, String name, String version) {
        health.awaitModel(service, name, version);
        console.detail(name + " version " + version + " is taken up");
    }

    /** The latest runs of all recipes but the systems', which reproduce studies and are published one by one. */
    private List<ModelShop.Run> serving(ModelShop shop) {
        return shop.latest().stream().filter(run -> !isStudy(run)).toList();
    }

    private boolean isStudy(ModelShop.Run run) {
        Path recipe = home.runs().resolve(run.id()).resolve("recipe.yaml");
        try {
            return Files.readAllLines(recipe).stream().anyMatch(line -> line.matches("system: \"?[A-Z][0-9].*"));
        } catch (IOException elsewhere) {
            // the trainer looks at another folder; what it lists is meant to serve
            return false;
        }
    }

    private void train(String recipe) {
        new Training(home, console).run(new TrainingRequest(home.recipe(recipe), home.runs(), List.of()));
    }
}
