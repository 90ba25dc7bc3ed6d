package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import io.limpid.broker.LocalBroker;
import io.limpid.broker.Ports;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Health;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.LocalStack;
import io.limpid.quickstart.process.Processes;
import io.limpid.quickstart.process.ServiceProcess;
import io.limpid.quickstart.process.ServiceSpecs;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.training.ModelShop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The demo's broker, in this JVM, and its services, as processes of their own; on any free ports. */
final class DemoStack implements AutoCloseable {
    private static final int STUDIO_PORT = 8085;

    private final Home home;
    private final Console console;
    private final Path state;
    private final LocalBroker broker;
    private final StreamAddress address;
    private final Processes processes = new Processes(false);
    private final Http http = new Http();
    private final Health health = new Health(http);
    private final ServiceProcess trainer;
    private ServiceProcess denoiser;
    private final ServiceProcess classifier;

    /** Starts all of it; the services answer, and wait for models. */
    DemoStack(Home home, Console console) {
        this.home = requireNonNull(home, "home");
        this.console = requireNonNull(console, "console");
        this.state = home.state().resolve("demo");
        LocalStack.wipe(state);
        this.broker = LocalBroker.start(state.resolve("broker"), 0);
        console.detail("broker at " + broker.bootstrap());
        this.address = new StreamAddress(broker.bootstrap(), "");
        ServiceSpecs specs = new ServiceSpecs(home, address, state);
        try {
            this.trainer = processes.start(specs.trainer(Ports.free()));
            this.denoiser = processes.start(specs.denoiser(Ports.free()));
            this.classifier = processes.start(specs.classifier(Ports.free()));
            processes.running().forEach(this::awaitLive);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private void awaitLive(ServiceProcess process) {
        health.awaitLive(process);
        console.detail(process.name() + " at " + process.address() + " (pid " + process.pid() + ")");
    }

    /**
     * Publishes these runs' models, and waits until they serve.
     *
     * @return the frame classifier's model file, as the trainer service hands it out
     */
    byte[] publish(Collection<String> runs) {
        ModelShop shop = new ModelShop(http, trainer.address());
        byte[] frameClassifier = new byte[0];
        for (ModelShop.Run run : shop.named(runs)) {
            ModelShop.Published model = shop.publish(run);
            health.awaitModel(model.isDenoiser() ? denoiser : classifier, model.name(), model.version());
            console.detail(model.name() + " version " + model.version() + " is live");
            frameClassifier = run.task().equals("classify-frame") ? file(shop, run) : frameClassifier;
        }
        if (frameClassifier.length == 0) {
            throw CommandFailure.failed(
                    "the trainer service at " + trainer.address() + " does not list the classifier that was trained",
                    "its log is in " + state.resolve("logs"));
        }
        return frameClassifier;
    }

    private byte[] file(ModelShop shop, ModelShop.Run run) {
        try {
            return http.getBytes(shop.file(run.id()));
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the model of " + run.id() + " can't be had: " + failure.getMessage(), "", failure);
        }
    }

    StreamAddress address() {
        return address;
    }

    /** Fails when a service has died. */
    void requireAlive() {
        processes.running().forEach(ServiceProcess::requireAlive);
    }

    /** The execution provider the denoiser says it uses. */
    String provider() {
        try {
            return ServiceFigures.provider(
                    http.get(denoiser.management().resolve("/q/metrics")).text());
        } catch (IOException silent) {
            return "unknown";
        }
    }

    /** The resident memory of each service in MiB, by name; empty where the system does not tell. */
    Map<String, Long> memoryMebibytes() {
        Map<String, Long> memory = new TreeMap<>();
        for (ServiceProcess process : List.of(trainer, denoiser, classifier)) {
            process.residentMebibytes().ifPresent(mebibytes -> memory.put(process.name(), mebibytes));
        }
        return memory;
    }

    /**
     * Stops the denoiser and starts it again, with its model in the cache.
     *
     * @return the seconds from its start until it is ready
     */
    double restartDenoiser() {
        processes.stop(denoiser);
        long begin = System.nanoTime();
        denoiser = processes.start(denoiser.spec());
        health.awaitReady(denoiser);
        double seconds = (System.nanoTime() - begin) / 1e9;
        console.detail(String.format(Locale.ROOT, "the denoiser, started again, was ready after %.1f s", seconds));
        return seconds;
    }

    /**
     * Starts the page.
     *
     * @return its address
     */
    URI startStudio() {
        ServiceProcess studio =
                processes.start(new ServiceSpecs(home, address, state).studio(Ports.freeNear(STUDIO_PORT)));
        health.awaitLive(studio);
        return URI.create("http://localhost:" + studio.spec().port());
    }

    /** Stops the services; the broker goes on, so that nothing more can come and everything can be read. */
    void stopServices() {
        processes.close();
    }

    @Override
    public void close() {
        processes.close();
        broker.close();
        LocalStack.wipe(state.resolve("broker"));
    }
}
