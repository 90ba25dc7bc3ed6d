package io.limpid.streaming.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.LocalBroker;
import io.limpid.broker.Ports;
import io.limpid.contracts.stream.Topics;
import io.limpid.fixtures.StreamProbe;
import io.limpid.streaming.IdleService;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.StreamService;
import io.limpid.streaming.loop.TopicSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
    void saysWhatIsMissingUntilRecordsAreAnswered() {
        String address = "localhost:" + Ports.free();
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

                probe.publish(TOPICS.models(), IdleService.model(folder));
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
        return new IdleService(
                        "copier",
                        TOPICS,
                        folder,
                        Map.of(
                                "bootstrap.servers", address,
                                "default.api.timeout.ms", "1000",
                                "request.timeout.ms", "1000"))
                .with(
                        (batch, output) -> {},
                        new StreamMetrics(new SimpleMeterRegistry()),
                        Optional.of(new TopicSetup(1, (short) 1)));
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }
}
