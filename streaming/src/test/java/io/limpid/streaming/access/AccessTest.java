package io.limpid.streaming.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.BrokerSecurity;
import io.limpid.broker.LocalBroker;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.Topics;
import io.limpid.fixtures.BrokerUsers;
import io.limpid.fixtures.Right;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TestCertificates;
import io.limpid.streaming.IdleService;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.StreamService;
import io.limpid.streaming.health.StreamReadiness;
import io.limpid.streaming.loop.BatchOutput;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service of the stream and a broker that lets nobody in without TLS, password and rights. */
class AccessTest {
    private static final Topics TOPICS = new Topics("");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String USER = "denoiser";
    private static final String SECRET = "a-password-of-tests";

    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private TestCertificates certificates;
    private LocalBroker broker;
    private BrokerUsers users;
    private StreamProbe probe;

    @BeforeEach
    void start() {
        certificates = new TestCertificates(folder);
        broker = LocalBroker.startSecured(
                folder.resolve("broker"),
                0,
                new BrokerSecurity(certificates.keyStore("broker"), TestCertificates.PASSWORD));
        broker.createTopics(1, TOPICS.noisy(), TOPICS.denoised(), TOPICS.noisyDead(), TOPICS.models());
        users = new BrokerUsers(broker.adminBootstrap());
        users.add(USER, SECRET);
        probe = new StreamProbe(broker.adminBootstrap());
        probe.publish(TOPICS.models(), IdleService.model(folder));
        probe.send(new ProducerRecord<>(TOPICS.noisy(), bytes("good")));
        probe.send(new ProducerRecord<>(TOPICS.noisy(), bytes("bad")));
    }

    @AfterEach
    void stop() {
        probe.close();
        users.close();
        broker.close();
    }

    /** It begins without any right, and is given each one that it says it lacks: these must be the ones that are documented. */
    @Test
    void needsExactlyTheRightsThatAreDocumentedAndAsksForEach() {
        Set<Right> documented = Right.listedIn(Path.of("..", "docs", "security.md")).stream()
                .filter(right -> right.service().equals(USER))
                .collect(Collectors.toSet());
        List<Right> given = new ArrayList<>();
        long begin = System.nanoTime();
        try (StreamService service = service("broker", SECRET)) {
            StreamReadiness readiness = new StreamReadiness(service);
            service.start();
            while (given.size() < documented.size()) {
                Right missing = await().atMost(PATIENCE)
                        .until(
                                () -> documented.stream()
                                        .filter(right -> !given.contains(right))
                                        .filter(right -> right.answers(text(readiness)))
                                        .findFirst(),
                                Optional::isPresent)
                        .orElseThrow();
                assertThat(readiness.call().getStatus())
                        .as("without %s", missing)
                        .isEqualTo(Status.DOWN);
                assertThat(text(readiness)).contains("User:denoiser may not").doesNotContain(SECRET);
                users.grant(List.of(missing));
                given.add(missing);
            }

            await().atMost(PATIENCE).until(() -> readiness.call().getStatus() == Status.UP);
            assertThat(probe.committed(TOPICS.denoised(), 1))
                    .singleElement()
                    .extracting(ConsumerRecord::value)
                    .isEqualTo(bytes("good"));
            assertThat(probe.committed(TOPICS.noisyDead(), 1)).hasSize(1);
            assertThat(documented).hasSize(6);
        }
        // pauses double up to ten seconds, so that a slower machine only sees fewer attempts
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        assertThat(restarts()).isLessThan(5 + seconds);
    }

    @Test
    void saysThatAPasswordIsWrongAndGoesOnWhenItIsRight() {
        users.grant(Right.listedIn(Path.of("..", "docs", "security.md")));
        try (StreamService service = service("broker", "another")) {
            StreamReadiness readiness = new StreamReadiness(service);
            service.start();
            await().atMost(PATIENCE).until(() -> text(readiness).contains("does not let User:denoiser in"));
            assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
            assertThat(text(readiness))
                    .contains("check limpid.kafka.sasl.jaas.config")
                    .doesNotContain("another");

            users.add(USER, "another");

            await().atMost(PATIENCE).until(() -> readiness.call().getStatus() == Status.UP);
            assertThat(restarts()).isZero();
        }
    }

    @Test
    void saysThatTheBrokersCertificateIsNotTrusted() {
        certificates.keyStore("stranger");
        try (StreamService service = service("stranger", SECRET)) {
            StreamReadiness readiness = new StreamReadiness(service);
            service.start();
            await().atMost(PATIENCE)
                    .until(() -> text(readiness).contains("no TLS connection to " + broker.bootstrap()));
            assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
            assertThat(text(readiness))
                    .contains("unable to find valid certification path")
                    .contains("check that limpid.kafka.ssl.truststore.location");
        }
    }

    private double restarts() {
        Counter counter = registry.find("limpid.stream.restarts").counter();
        return counter == null ? 0 : counter.count();
    }

    private static String text(StreamReadiness readiness) {
        HealthCheckResponse response = readiness.call();
        return response.getData().orElseThrow().toString();
    }

    private StreamService service(String trusted, String password) {
        return new IdleService(
                        USER,
                        TOPICS,
                        folder,
                        BrokerUsers.client(
                                broker.bootstrap(),
                                certificates.trustStore(trusted).toString(),
                                TestCertificates.PASSWORD,
                                USER,
                                password))
                .with(AccessTest::handle, new StreamMetrics(registry), Optional.empty());
    }

    private static void handle(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
        for (ConsumerRecord<byte[], byte[]> one : batch) {
            if (new String(one.value(), StandardCharsets.UTF_8).equals("good")) {
                output.answer(one, one.headers(), one.value());
            } else {
                output.bury(one, new DeadLetter("BAD", "", ""));
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
