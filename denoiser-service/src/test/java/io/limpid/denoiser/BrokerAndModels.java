package io.limpid.denoiser;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.LocalBroker;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.StreamProbe;
import io.limpid.inference.ModelFetcher;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** A real broker for the service as it is deployed, and models published to it. */
public final class BrokerAndModels implements QuarkusTestResourceLifecycleManager {
    static final Topics TOPICS = new Topics("direct.");
    static final int MOST = 4;
    static final int MAX_BYTES = 200_000;
    static final int MAX_PIXELS = 10_000;

    private Path folder;
    private LocalBroker broker;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("denoiser-service");
            broker = LocalBroker.start(folder.resolve("broker"), 0);
            return Map.of(
                    "limpid.kafka.bootstrap.servers", broker.bootstrap(),
                    "limpid.topic-prefix", TOPICS.prefix(),
                    "limpid.model-cache", folder.resolve("cache").toString(),
                    "limpid.direct.most", Integer.toString(MOST),
                    "limpid.max-bytes", Integer.toString(MAX_BYTES),
                    "limpid.max-pixels", Integer.toString(MAX_PIXELS),
                    "limpid.max-answer-bytes", Integer.toString(5 * MAX_BYTES),
                    "quarkus.http.test-port", "0",
                    "quarkus.management.test-port", "0");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Publishes a model, and waits until direct calls find it. */
    static void publish(String bootstrap, String name, long version, byte[] onnx, String latentSpace) {
        send(bootstrap, name, version, onnx, latentSpace);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/v2/models/" + name + "/versions/" + version + "/ready")
                                .statusCode()
                        == 200);
    }

    /** Publishes a model. */
    static void send(String bootstrap, String name, long version, byte[] onnx, String latentSpace) {
        awaitTopics(bootstrap);
        try (StreamProbe probe = new StreamProbe(bootstrap)) {
            Path file = Files.write(Files.createTempFile(name, ".onnx"), onnx);
            file.toFile().deleteOnExit();
            probe.publish(
                    TOPICS.models(),
                    ModelPublished.newBuilder()
                            .setRef(ModelRef.newBuilder()
                                    .setName(name)
                                    .setVersion(version)
                                    .setLatentSpace(latentSpace))
                            .setTask(Task.DENOISE)
                            .setUri(file.toUri().toString())
                            .setSha256(ModelFetcher.sha256Of(onnx))
                            .setStage(Stage.LIVE)
                            .build());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The service creates them when it first reaches the broker. */
    private static void awaitTopics(String bootstrap) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> admin.listTopics().names().get().contains(TOPICS.models()));
        }
    }

    @Override
    public void stop() {
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
