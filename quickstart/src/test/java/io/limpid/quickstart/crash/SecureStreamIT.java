package io.limpid.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.broker.LocalBroker;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.fixtures.Right;
import io.limpid.fixtures.StreamProbe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services as processes, each with a user of its own and exactly the rights that {@code docs/security.md} lists, over TLS. What a
 * service says that lacks one is in the streaming module's AccessTest; the studio's are in {@link SecureStudioIT}.
 */
class SecureStreamIT {
    private static final int IMAGES = 1_000;

    @TempDir
    Path folder;

    @Test
    void theServicesWorkWithTheRightsThatAreDocumented() throws Exception {
        assertThat(SecuredStack.documented().stream().map(Right::service).distinct())
                .containsExactlyInAnyOrder("denoiser", "classifier", "trainer", "studio", "models");
        try (SecuredStack stack = new SecuredStack(folder, List.of("denoiser", "classifier", "trainer"));
                ServiceUnderTest denoiser = stack.service("denoiser");
                ServiceUnderTest classifier = stack.service("classifier");
                ServiceUnderTest trainer = stack.service("trainer")
                        .with("limpid.trainer.runs-dir", folder.resolve("runs").toString())
                        .with(
                                "limpid.trainer.recipes-dir",
                                Path.of("..", "recipes").toString())) {
            LocalBroker broker = stack.broker();
            StreamProbe probe = stack.probe();
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
                assertThat(service.log()).doesNotContain(SecuredStack.SECRET).doesNotContain("may not");
            }
        }
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
