package io.limpid.quickstart.command;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelRef;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.models.ModelBoards;
import io.limpid.quickstart.models.OwnRuns;
import io.limpid.quickstart.models.ShippedPublisher;
import io.limpid.quickstart.models.Uptake;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts broker and services one after another, and puts models live. */
final class BringUp {
    /** In an order that lets each use the ones before: the head needs the denoiser's encoder. */
    static final List<String> RECIPES = List.of("mnist-classifier", "mnist-denoiser", "mnist-latent-head");

    private static final Duration TOPICS_PATIENCE = Duration.ofSeconds(60);
    private static final Duration MODELS_PATIENCE = Duration.ofMinutes(3);

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

    /** @param train whether to publish digits' models of one's own, trained where there is no run of them yet */
    void run(StreamAddress stream, UpPorts ports, boolean train) {
        ServiceSpecs specs = new ServiceSpecs(home, stream, home.state());
        try (Processes processes = new Processes(true)) {
            console.step("starting the broker and the services");
            Instant begun = Instant.now();
            ServiceProcess broker = start(processes, stream, specs.broker(ports.broker()));
            health.awaitListening(broker);
            console.detail("broker at " + stream.bootstrap());
            ServiceProcess trainer = start(processes, stream, specs.trainer(ports.trainer()));
            ServiceProcess denoiser = start(processes, stream, specs.denoiserOfPictures(ports.denoiser()));
            ServiceProcess classifier = start(processes, stream, specs.classifier(ports.classifier()));
            ServiceProcess studio = start(processes, stream, specs.studio(ports.studio()));
            List.of(trainer, denoiser, classifier, studio).forEach(this::awaitLive);
            serve(stream, new ModelShop(http, trainer.address()), denoiser, classifier, begun, train);
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
            StreamAddress stream,
            ModelShop shop,
            ServiceProcess denoiser,
            ServiceProcess classifier,
            Instant begun,
            boolean train) {
        BrokerDoor.await(
                stream, List.of(stream.topics().models(), stream.topics().modelReports()), TOPICS_PATIENCE);
        console.step("publishing the models that come with Limpid");
        new ShippedPublisher(stream, home.published()).publish();
        if (train) {
            Set<String> trained =
                    shop.latest().stream().map(ModelShop.Run::name).collect(Collectors.toSet());
            RECIPES.stream().filter(recipe -> !trained.contains(recipe)).forEach(this::train);
        }
        OwnRuns runs = new OwnRuns(ModelBoards.read(stream), shop.latest());
        shop.named(runs.moved(shop::file)).forEach(shop::publish);
        if (train) {
            runs.unpublished(RECIPES).forEach(shop::publish);
        }
        List<Uptake> models = Uptake.await(stream, begun, MODELS_PATIENCE);
        models.forEach(model -> console.detail(model.line()));
        List.of(denoiser, classifier).forEach(service -> awaitReady(service, models));
        if (!runs.isEmpty()) {
            console.detail("runs of your own serve once they are published: "
                    + stream.command("models publish runs/ID/model.onnx"));
        }
    }

    /** It is, once it runs a model; without one it never is, which is not to be waited for. */
    private void awaitReady(ServiceProcess service, List<Uptake> models) {
        Optional<ModelRef> running = models.stream()
                .filter(Uptake::isRunning)
                .filter(model -> model.report().orElseThrow().getService().equals(service.name()))
                .map(model -> model.model().getRef())
                .findFirst();
        if (running.isPresent()) {
            health.awaitModel(
                    service,
                    running.get().getName(),
                    Long.toUnsignedString(running.get().getVersion()));
            return;
        }
        console.detail("the " + service.name() + " has no model to run; images wait until it has one");
        console.detail("→ " + service.management().resolve("/q/health/ready") + " and "
                + service.spec().log() + " say why");
    }

    private void train(String recipe) {
        console.step("there is no run of " + recipe + " yet: training it");
        new Training(home, console).run(new TrainingRequest(home.recipe(recipe), home.runs(), List.of()));
    }
}
