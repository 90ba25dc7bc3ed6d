package io.limpid.streaming.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyShareTest {
    private static final int KEYS = 20_000;

    @Test
    void theShareIsAsLargeAsAskedFor() {
        for (double share : new double[] {0.01, 0.1, 0.5, 0.9}) {
            long held = IntStream.range(0, KEYS)
                    .filter(i -> KeyShare.holds("digits", "camera-" + i, share))
                    .count();
            assertThat((double) held / KEYS).isCloseTo(share, within(0.02));
        }
    }

    @Test
    void whoIsInAShareIsInEveryLargerOne() {
        for (int i = 0; i < KEYS; i++) {
            String key = "camera-" + i;
            assertThat(!KeyShare.holds("digits", key, 0.1) || KeyShare.holds("digits", key, 0.2))
                    .isTrue();
        }
    }

    /** Worked out by another program: a key must be on the same side in every version of this one. */
    @Test
    void staysAsItIs() {
        assertThat(KeyShare.holds("digits", "camera-7", 0.250175)).isFalse();
        assertThat(KeyShare.holds("digits", "camera-7", 0.250195)).isTrue();
        assertThat(KeyShare.holds("digits", "", 0.900411)).isFalse();
        assertThat(KeyShare.holds("digits", "", 0.900431)).isTrue();
    }

    @Test
    void modelsHaveSharesOfTheirOwn() {
        long both = IntStream.range(0, KEYS)
                .filter(i -> KeyShare.holds("digits", "camera-" + i, 0.1))
                .filter(i -> KeyShare.holds("letters", "camera-" + i, 0.1))
                .count();

        assertThat((double) both / KEYS).isCloseTo(0.01, within(0.005));
    }
}
