package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.models.ModelBoards;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import io.limpid.quickstart.stream.NoisySource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The demo's measurements on a stream that is up already, wherever it runs, with the models that serve there: nothing is trained,
 * started or stopped. Images that others publish meanwhile are let alone.
 */
public final class RunningDemo {
    private final Console console;
    private final DemoPlan plan;
    private final StreamAddress address;

    public RunningDemo(Console console, DemoPlan plan, StreamAddress address) {
        this.console = requireNonNull(console, "console");
        this.plan = requireNonNull(plan, "plan");
        this.address = requireNonNull(address, "address");
    }

    /**
     * @param data to take test images of
     * @throws CommandFailure when a step fails; images that are lost are a result, not a failure
     */
    public DemoResult run(DataSet data) {
        Verdict verdict = new Verdict(console, plan, "the consoles of whatever runs them");
        console.step("looking for the models that serve at " + address.bootstrap());
        BrokerDoor.check(
                address,
                List.of(
                        address.topics().noisy(),
                        address.topics().denoised(),
                        address.topics().labels()));
        byte[] frameClassifier = file(frameClassifier());
        NoisySource source = new NoisySource(data.test(), NoiseModel.parse(plan.noise()), 0);
        console.step("publishing " + plan.images() + " noisy images");
        try (DemoStream stream = new DemoStream(console, address, () -> {}, source, plan.images())) {
            Timetable timetable = stream.run();
            Streamed streamed = new Streamed(timetable, stream.collect(), "", Double.NaN, Map.of());
            return verdict.of(data, source, frameClassifier, streamed, Double.NaN);
        }
    }

    private ModelPublished frameClassifier() {
        return ModelBoards.read(address).published().values().stream()
                .filter(model -> model.getTask() == Task.CLASSIFY_FRAME && model.getStage() == Stage.LIVE)
                .findFirst()
                .orElseThrow(() -> CommandFailure.failed(
                        "no classifier of pictures serves at " + address.bootstrap(),
                        address.command("models first") + " trains and publishes what is missing"));
    }

    private static byte[] file(ModelPublished model) {
        try {
            URI uri = URI.create(model.getUri());
            return "file".equals(uri.getScheme()) ? Files.readAllBytes(Path.of(uri)) : new Http().getBytes(uri);
        } catch (IOException | IllegalArgumentException failure) {
            throw CommandFailure.failed(
                    "the model " + model.getRef().getName() + " can't be had from " + model.getUri() + ": "
                            + failure.getMessage(),
                    "run this where that address can be reached, as the services do",
                    failure);
        }
    }
}
