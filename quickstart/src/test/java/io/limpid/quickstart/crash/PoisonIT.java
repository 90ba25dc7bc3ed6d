package io.limpid.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.broker.LocalBroker;
import io.limpid.contracts.stream.HeaderNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fills a partition with records that can't be answered, between images that can, for services with 256 MiB of heap. */
class PoisonIT {
    private static final int ROUNDS = 60;
    private static final int IMAGES_A_ROUND = 40;
    private static final int OVERSIZED = 12;
    private static final int BOMBS = 8;

    @TempDir
    Path folder;

    @Test
    void buriesEveryPoisonedRecordAndAnswersEveryImage() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                ServiceUnderTest denoiser = new ServiceUnderTest("denoiser", broker.bootstrap(), folder);
                ServiceUnderTest classifier = new ServiceUnderTest("classifier", broker.bootstrap(), folder)) {
            NumberedStream stream = new NumberedStream(broker.bootstrap(), folder);
            Poison poison = new Poison(NumberedStream.TOPICS.noisy());
            stream.prepare();
            publish(stream, poison, broker.bootstrap());

            denoiser.start();
            classifier.start();

            stream.assertWhole(NumberedStream.TOPICS.denoised(), denoiser);
            stream.assertWhole(NumberedStream.TOPICS.labels(), classifier);
            stream.assertEmpty(NumberedStream.TOPICS.denoisedDead());
            List<Headers> dead = DeadLetters.of(broker.bootstrap(), NumberedStream.TOPICS.noisyDead(), poison.count());
            assertThat(reasons(dead)).as(denoiser.log()).isEqualTo(poison.reasons());
            assertThat(dead).filteredOn(PoisonIT::isCut).hasSize(poison.bombs());
            assertThat(denoiser.log()).doesNotContain("stream ended");
        }
    }

    private static void publish(NumberedStream stream, Poison poison, String bootstrap) {
        stream.publishImages(IMAGES_A_ROUND);
        poison.sendGiant(bootstrap);
        try (KafkaProducer<byte[], byte[]> producer = stream.producer()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < IMAGES_A_ROUND; i++) {
                    producer.send(stream.next());
                }
                poison.sendSmall(producer);
                if (round < OVERSIZED) {
                    poison.sendOversized(producer);
                }
            }
        }
        poison.sendBombs(bootstrap, BOMBS);
        stream.publishImages(IMAGES_A_ROUND);
    }

    private static Map<String, Integer> reasons(List<Headers> dead) {
        Map<String, Integer> reasons = new TreeMap<>();
        dead.forEach(letter -> reasons.merge(
                HeaderNames.text(letter, HeaderNames.DEAD_LETTER_REASON).orElse(""), 1, Integer::sum));
        return reasons;
    }

    private static boolean isCut(Headers letter) {
        return HeaderNames.text(letter, HeaderNames.DEAD_LETTER_LEFT_OUT).isPresent();
    }
}
