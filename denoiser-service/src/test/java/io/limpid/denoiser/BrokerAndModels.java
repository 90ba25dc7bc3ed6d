package io.limpid.denoiser;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.Publications;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TemporaryBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A real broker for the service as it is deployed, and models published to it. */
public final class BrokerAndModels implements QuarkusTestResourceLifecycleManager {
    static final Topics TOPICS = new Topics("direct.");
    static final int MOST = 4;
    static final int MAX_BYTES = 200_000;
    static final int MAX_PIXELS = 10_000;

    private TemporaryBroker broker;

    @Override
    public Map<String, String> start() {
        broker = TemporaryBroker.start();
        return Map.of(
                "limpid.kafka.bootstrap.servers", broker.bootstrap(),
                "limpid.topic-prefix", TOPICS.prefix(),
                "limpid.model-cache", broker.folder().resolve("cache").toString(),
                "limpid.direct.most", Integer.toString(MOST),
                "limpid.max-bytes", Integer.toString(MAX_BYTES),
                "limpid.max-pixels", Integer.toString(MAX_PIXELS),
                "limpid.max-answer-bytes", Integer.toString(5 * MAX_BYTES),
                "quarkus.http.test-port", "0",
                "quarkus.management.test-port", "0");
    }

    /** Publishes a model, and waits until direct calls find it. */
    static void publish(String bootstrap, String name, long version, byte[] onnx, String latentSpace) {
        send(bootstrap, name, version, onnx, latentSpace);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/v2/models/" + name + "/versions/" + version + "/ready")
                                .statusCode()
                        == 200);
    }

    /** Publishes a model, as soon as the service has created its topics. */
    static void send(String bootstrap, String name, long version, byte[] onnx, String latentSpace) {
        try (StreamProbe probe = new StreamProbe(bootstrap)) {
            Path file = Files.createTempFile(name, ".onnx");
            file.toFile().deleteOnExit();
            probe.awaitTopic(TOPICS.models());
            probe.publish(
                    TOPICS.models(),
                    Publications.live(file, name, version, Task.DENOISE, onnx, latentSpace)
                            .build());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        broker.close();
    }
}
