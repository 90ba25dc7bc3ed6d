package io.limpid.trainer.service;

import io.limpid.broker.Ports;
import io.limpid.fixtures.TemporaryBroker;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import io.limpid.trainer.run.SampleRuns;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A real broker and a folder with runs: two finished, one failed, one whose file was changed afterwards. */
public final class BrokerAndRuns implements QuarkusTestResourceLifecycleManager {
    static final String PREFIX = "test.";
    static final String DENOISER = "20260101-000000-mine";
    static final String HEAD = "20260101-000100-head";
    static final String FAILED = "20260101-000200-mine";
    static final String CHANGED = "20260101-000300-changed";

    static final int QUEUE = 2;
    static final int READERS = 3;

    private TemporaryBroker broker;

    @Override
    public Map<String, String> start() {
        try {
            broker = TemporaryBroker.start();
            Path folder = broker.folder();
            Path runs = Files.createDirectory(folder.resolve("runs"));
            Files.writeString(folder.resolve("secret"), "not a model");
            Instant start = Instant.parse("2026-01-01T00:00:00Z");
            SampleRuns.denoiser(runs, "mine", start);
            SampleRuns.latentHead(runs, "head", start.plusSeconds(60));
            SampleRuns.denoiser(runs, "mine", start.plusSeconds(120)).status(Runs.FAILED, "no memory");
            RunFolder changed = SampleRuns.denoiser(runs, "changed", start.plusSeconds(180));
            Files.writeString(changed.model(), "something else");
            changed.writeText(RunFolder.PART_OF, "a-grid");
            Path recipes = Files.createDirectory(folder.resolve("recipes"));
            for (String name : new String[] {"good", "slow", "crash", "chatty"}) {
                Files.writeString(recipes.resolve(name + ".yaml"), recipe(name));
            }
            Files.writeString(folder.resolve("outside.yaml"), recipe("outside"));
            Files.createSymbolicLink(recipes.resolve("linked.yaml"), folder.resolve("outside.yaml"));
            return Map.of(
                    "limpid.kafka.bootstrap.servers",
                    broker.bootstrap(),
                    "limpid.topic-prefix",
                    PREFIX,
                    "limpid.trainer.runs-dir",
                    runs.toString(),
                    "limpid.trainer.recipes-dir",
                    recipes.toString(),
                    "limpid.trainer.queue",
                    Integer.toString(QUEUE),
                    "limpid.trainer.readers",
                    Integer.toString(READERS),
                    "limpid.trainer.heartbeat",
                    "100ms",
                    "limpid.trainer.public-url",
                    "http://trainer.example:8083",
                    "quarkus.http.test-port",
                    "0",
                    "quarkus.management.test-port",
                    Integer.toString(Ports.free()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One that the real trainer would take; what {@code FakeTrainer} does goes by its name. */
    static String recipe(String name) {
        return """
                name: %s
                task: classify-frame
                data: {set: synthetic, validation: 32}
                network: {type: cnn-classifier}
                optimiser: {type: adam, learningRate: 0.003}
                epochs: 2
                batch: 32
                seed: 1
                """.formatted(name);
    }

    @Override
    public void stop() {
        broker.close();
    }
}
