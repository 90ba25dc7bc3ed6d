package io.limpid.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.BrokerSecurity;
import io.limpid.broker.LocalBroker;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.fixtures.BrokerUsers;
import io.limpid.fixtures.Right;
import io.limpid.fixtures.StreamProbe;
import io.limpid.fixtures.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services as processes, each with a user of its own and exactly the rights that {@code docs/security.md} lists, over TLS. What a
 * service says that lacks one is in the streaming module's AccessTest.
 */
class SecureStreamIT {
    private static final int IMAGES = 1_000;
    private static final String SECRET = "a-password-of-tests";

    @TempDir
    Path folder;

    @Test
    void theServicesWorkWithTheRightsThatAreDocumented() throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        BrokerSecurity security = new BrokerSecurity(certificates.keyStore("broker"), TestCertificates.PASSWORD);
        Path trusted = certificates.trustStore("broker");
        List<Right> rights = Right.listedIn(Path.of("..", "docs", "security.md"));
        try (LocalBroker broker = LocalBroker.startSecured(folder.resolve("broker"), 0, security);
                ServiceUnderTest denoiser = secured("denoiser", broker, trusted);
                ServiceUnderTest classifier = secured("classifier", broker, trusted);
                ServiceUnderTest trainer = secured("trainer", broker, trusted)
                        .with("limpid.trainer.runs-dir", folder.resolve("runs").toString())
                        .with(
                                "limpid.trainer.recipes-dir",
                                Path.of("..", "recipes").toString());
                BrokerUsers users = new BrokerUsers(broker.adminBootstrap());
                StreamProbe probe = new StreamProbe(broker.adminBootstrap())) {
            Set<String> services = rights.stream().map(Right::service).collect(Collectors.toSet());
            assertThat(services).containsExactlyInAnyOrder("denoiser", "classifier", "trainer");
            services.forEach(service -> users.add(service, SECRET));
            users.grant(rights);
            NumberedStream stream = new NumberedStream(broker.adminBootstrap(), folder);
            stream.prepare();
            broker.createTopics(
                    1,
                    NumberedStream.TOPICS.training(),
                    NumberedStream.TOPICS.trainingRequests(),
                    NumberedStream.TOPICS.trainingRequestsDead());
            denoiser.start();
            classifier.start();
            trainer.start();

            stream.publishImages(IMAGES);
            probe.send(new ProducerRecord<>(NumberedStream.TOPICS.noisy(), bytes("no image")));
            probe.send(new ProducerRecord<>(NumberedStream.TOPICS.denoised(), bytes("no frame")));
            probe.send(request("no recipe", "{\"recipe\": \"there-is-none\"}"));
            probe.send(request("a recipe", "{\"recipe\": \"mnist-classifier\", \"dataset\": \"synthetic\"}"));

            stream.assertWhole(NumberedStream.TOPICS.labels(), classifier);
            assertOneDeadLetter(probe, NumberedStream.TOPICS.noisyDead());
            assertOneDeadLetter(probe, NumberedStream.TOPICS.denoisedDead());
            assertOneDeadLetter(probe, NumberedStream.TOPICS.trainingRequestsDead());
            assertThat(probe.committed(NumberedStream.TOPICS.training(), 1)).isNotEmpty();
            for (ServiceUnderTest service : List.of(denoiser, classifier, trainer)) {
                await().atMost(NumberedStream.PATIENCE)
                        .until(() -> service.readiness().contains("\"status\": \"UP\""));
                assertThat(service.log()).doesNotContain(SECRET).doesNotContain("may not");
            }
        }
    }

    private ServiceUnderTest secured(String name, LocalBroker broker, Path trusted) {
        ServiceUnderTest service = new ServiceUnderTest(name, broker.bootstrap(), folder);
        BrokerUsers.client(broker.bootstrap(), trusted.toString(), TestCertificates.PASSWORD, name, SECRET)
                .forEach((property, value) -> service.with("limpid.kafka." + property, value.toString()));
        return service.with("limpid.topics.create", "false");
    }

    private static ProducerRecord<byte[], byte[]> request(String id, String json) {
        ProducerRecord<byte[], byte[]> request =
                new ProducerRecord<>(NumberedStream.TOPICS.trainingRequests(), bytes(id), bytes(json));
        HeaderNames.set(request.headers(), HeaderNames.CONTENT_TYPE, "application/json");
        return request;
    }

    private static void assertOneDeadLetter(StreamProbe probe, String topic) {
        List<ConsumerRecord<byte[], byte[]>> dead = probe.committed(topic, 1);
        assertThat(dead).as(topic).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
