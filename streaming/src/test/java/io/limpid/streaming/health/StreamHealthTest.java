package io.limpid.streaming.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.LocalBroker;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.StreamProbe;
import io.limpid.inference.ModelFetcher;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.StreamService;
import io.limpid.streaming.loop.Delivery;
import io.limpid.streaming.loop.StreamRoute;
import io.limpid.streaming.loop.StreamSettings;
import io.limpid.streaming.loop.TopicSetup;
import io.limpid.streaming.models.ModelCatalogue;
import io.limpid.streaming.models.ModelInstaller;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamHealthTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Topics TOPICS = new Topics("x.");

    @TempDir
    Path folder;

    @Test
    void saysWhatIsMissingUntilRecordsAreAnswered() throws IOException {
        String address = "localhost:" + freePort();
        StreamService service = service(address);
        HealthCheck readiness = new StreamReadiness(service);
        HealthCheck liveness = new StreamLiveness(service);
        try (service) {
            service.start();
            await().atMost(PATIENCE).until(() -> data(readiness, "broker").startsWith(address + ": "));
            assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
            assertThat(liveness.call().getStatus()).isEqualTo(Status.UP);

            try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), port(address));
                    StreamProbe probe = new StreamProbe(broker.bootstrap())) {
                await().atMost(PATIENCE).until(() -> data(readiness, "stream").contains("waiting for a live model"));
                await().atMost(PATIENCE).until(() -> data(readiness, "broker").equals("answers"));
                assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
                assertThat(liveness.call().getStatus()).isEqualTo(Status.UP);

                probe.publish(TOPICS.models(), publication());
                await().atMost(PATIENCE).until(() -> readiness.call().getStatus() == Status.UP);
                assertThat(data(readiness, "live digits")).isEqualTo("7");
                assertThat(data(readiness, "model digits")).isEqualTo("live 7");
                assertThat(data(readiness, "stream")).isEqualTo("running");
                service.close();
            }
        }
        assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(liveness.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(data(liveness, "stream")).isEqualTo("closed");
    }

    private static String data(HealthCheck check, String name) {
        HealthCheckResponse response = check.call();
        return response.getData().map(data -> data.get(name)).orElse("").toString();
    }

    private StreamService service(String address) {
        StreamMetrics metrics = new StreamMetrics(new SimpleMeterRegistry());
        ModelCatalogue<AutoCloseable> catalogue = new ModelCatalogue<>();
        Path cache = folder.resolve("cache");
        ModelInstaller<AutoCloseable> installer = new ModelInstaller<>(
                Set.of(Task.DENOISE),
                new ModelFetcher(cache, 1000),
                (onnx, published) -> () -> {},
                catalogue,
                metrics,
                cache);
        return new StreamService(
                settings(address),
                new StreamService.StreamModels<>(TOPICS, catalogue, installer),
                (batch, output) -> {},
                metrics,
                Optional.of(new TopicSetup(1, (short) 1)));
    }

    private static StreamSettings settings(String address) {
        return new StreamSettings(
                new ServiceIdentity("copier", "1"),
                "one",
                new StreamRoute(TOPICS.noisy(), TOPICS.denoised(), TOPICS.noisyDead()),
                Delivery.EXACTLY_ONCE,
                64,
                Duration.ofSeconds(6),
                Map.of(
                        "bootstrap.servers", address,
                        "default.api.timeout.ms", "1000",
                        "request.timeout.ms", "1000"));
    }

    private ModelPublished publication() throws IOException {
        byte[] onnx = {1, 2, 3};
        Path file = Files.write(folder.resolve("digits.onnx"), onnx);
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName("digits").setVersion(7))
                .setTask(Task.DENOISE)
                .setStage(Stage.LIVE)
                .setUri(file.toUri().toString())
                .setSha256(ModelFetcher.sha256Of(onnx))
                .build();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
