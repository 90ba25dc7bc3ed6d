package io.limpid.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ParityGateTest {
    @Test
    void differencesOfValuesUpToOneAreAbsolute() {
        assertThat(ParityGate.largestDifference(new float[] {0, 0.5f, 0.001f}, new float[] {0, 0.5f, 0.0015f}))
                .isCloseTo(5e-4, within(1e-9));
    }

    @Test
    void differencesOfLargerValuesAreRelativeToTheLargest() {
        assertThat(ParityGate.largestDifference(new float[] {0, -50, 1}, new float[] {0.01f, -50, 1}))
                .isCloseTo(2e-4, within(1e-9));
    }

    @Test
    void whatIsNoNumberNeverPasses() {
        float[] one = {1, 1};
        assertThat(ParityGate.largestDifference(new float[] {1, Float.NaN}, one))
                .isNaN();
        assertThat(ParityGate.largestDifference(one, new float[] {Float.NaN, 1}))
                .isNaN();
        assertThat(ParityGate.largestDifference(one, new float[] {1, Float.POSITIVE_INFINITY}))
                .isInfinite();
        assertThat(ParityGate.largestDifference(new float[] {1, Float.POSITIVE_INFINITY}, one))
                .isNaN();
    }
}
