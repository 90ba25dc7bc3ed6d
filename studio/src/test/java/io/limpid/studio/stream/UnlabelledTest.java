package io.limpid.studio.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.stream.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class UnlabelledTest {
    private static final String DEAD_FRAMES = "images.denoised.dead";

    private static ConsumerRecord<byte[], byte[]> dead(String topic, String reason) {
        ConsumerRecord<byte[], byte[]> letter = new ConsumerRecord<>(topic, 0, 0, null, new byte[0]);
        HeaderNames.set(letter.headers(), HeaderNames.DEAD_LETTER_REASON, reason);
        return letter;
    }

    @Test
    void isWhatTheClassifierHasNoModelFor() {
        assertThat(Unlabelled.is(dead(DEAD_FRAMES, "NO_MODEL"), DEAD_FRAMES)).isTrue();
        assertThat(Letter.of(dead(DEAD_FRAMES, "NO_MODEL"), DEAD_FRAMES).unlabelled())
                .isTrue();
    }

    @Test
    void isNoImageThatFailedOrThatNoDenoiserTook() {
        assertThat(Unlabelled.is(dead(DEAD_FRAMES, "INFERENCE_FAILED"), DEAD_FRAMES))
                .isFalse();
        assertThat(Unlabelled.is(dead("images.noisy.dead", "NO_MODEL"), DEAD_FRAMES))
                .isFalse();
    }

    @Test
    void isNoImageWhoseSenderNamedAClassifier() {
        ConsumerRecord<byte[], byte[]> asked = dead(DEAD_FRAMES, "NO_MODEL");
        HeaderNames.set(asked.headers(), HeaderNames.CLASSIFIER, "digits");

        assertThat(Unlabelled.is(asked, DEAD_FRAMES)).isFalse();
    }
}
