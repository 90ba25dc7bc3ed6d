package io.limpid.streaming.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.LocalBroker;
import io.limpid.broker.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final AtomicInteger setups = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();

    @Test
    void saysWhatIsWrongUntilTheBrokerAnswersAndAgainWhenItIsGone() {
        int port = Ports.free();
        String address = "localhost:" + port;
        try (BrokerWatch watch = watch(Map.of(
                "bootstrap.servers", address,
                "default.api.timeout.ms", "1000",
                "request.timeout.ms", "1000"))) {
            assertThat(watch.problem()).isEqualTo("not reached yet");
            watch.start();
            await().atMost(PATIENCE).until(() -> watch.problem().startsWith(address + ": "));
            assertThat(watch.problem())
                    .startsWith(address + ": no answer in time; check that a broker listens there")
                    .doesNotContain("Exception");
            assertThat(ready).hasValue(0);

            try (LocalBroker broker = LocalBroker.start(folder, port)) {
                await().atMost(PATIENCE).until(() -> watch.problem().isEmpty());
                assertThat(broker.port()).isEqualTo(port);
                assertThat(ready).hasValue(1);
                assertThat(setups).hasValue(1);
            }

            await().atMost(PATIENCE).until(() -> watch.problem().startsWith(address + ": "));
            assertThat(ready).hasValue(1);
        }
    }

    @Test
    void asksABrokerThatRefusesLessOftenThanOneThatIsStarting() {
        Duration refused = BrokerWatch.pauseAfter(
                new ExecutionException(new SaslAuthenticationException("wrong user or password")));

        assertThat(refused).isEqualTo(Duration.ofSeconds(5));
        assertThat(BrokerWatch.pauseAfter(new TopicAuthorizationException("images.noisy")))
                .isEqualTo(refused);
        assertThat(BrokerWatch.pauseAfter(new TimeoutException("no answer"))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void saysThatNoMachineIsKnownUnderTheAddress() {
        try (BrokerWatch watch = watch(Map.of("bootstrap.servers", "nowhere.invalid:9092"))) {
            watch.start();

            await().atMost(PATIENCE)
                    .until(
                            () -> watch.problem(),
                            problem -> problem.contains("no machine is known under nowhere.invalid:9092"));
        }
    }

    @Test
    void triesAgainWhereTheClientCouldNotBeCreated() {
        FailsFirst.attempts.set(0);
        try (LocalBroker broker = LocalBroker.start(folder, 0);
                BrokerWatch watch = watch(Map.of(
                        "bootstrap.servers", broker.bootstrap(), "metric.reporters", FailsFirst.class.getName()))) {
            watch.start();

            await().atMost(PATIENCE).until(() -> watch.problem().contains("can't create a Kafka client"));
            await().atMost(PATIENCE).until(() -> watch.problem().isEmpty());
            assertThat(ready).hasValue(1);
        }
    }

    private BrokerWatch watch(Map<String, Object> kafka) {
        return new BrokerWatch(
                kafka,
                admin -> {
                    admin.describeCluster().clusterId().get();
                    setups.incrementAndGet();
                },
                ready::incrementAndGet);
    }
}
