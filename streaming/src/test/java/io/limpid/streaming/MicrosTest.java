package io.limpid.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MicrosTest {
    @Test
    void roundsToTheNearest() {
        assertThat(Micros.of(499)).isZero();
        assertThat(Micros.of(500)).isEqualTo(1);
        assertThat(Micros.of(1_499)).isEqualTo(1);
        assertThat(Micros.of(2_000_000)).isEqualTo(2_000);
    }

    @Test
    void whatTakesForEverTakesAsLongAsCanBeTold() {
        assertThat(Micros.of(Long.MAX_VALUE / 2)).isEqualTo(Integer.MAX_VALUE);
    }
}
