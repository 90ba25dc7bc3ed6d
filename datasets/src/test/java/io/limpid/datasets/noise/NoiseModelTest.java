package io.limpid.datasets.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseModelTest {
    private static final int MANY = 200_000;

    private static float[] noisy(String noise, float value) {
        float[] image = new float[MANY];
        Arrays.fill(image, value);
        NoiseModel.parse(noise).apply(image, 0, MANY, new SplittableRandom(7));
        return image;
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> Math.pow(values[i] - mean, 2))
                .average()
                .orElseThrow());
    }

    @Test
    void gaussianHasItsDeviationBeforeClipping() {
        float[] image = noisy("gaussian:0.5:unclipped", 0.3f);

        assertThat(mean(image)).isCloseTo(0.3, within(0.005));
        assertThat(deviation(image)).isCloseTo(0.5, within(0.005));
    }

    @Test
    void clippingKeepsTheRange() {
        float[] image = noisy("gaussian:0.5", 0f);

        for (float value : image) {
            assertThat(value).isBetween(0f, 1f);
        }
        // half of a normal distribution, less its tail beyond 2 sigma: 0.5 (0.3989 - 0.0540) + P(n > 2) = 0.1952 with
        // the clipped tail
        assertThat(mean(image)).isCloseTo(0.1952, within(0.002));
    }

    @Test
    void speckleGrowsWithTheValue() {
        assertThat(noisy("speckle:0.5:unclipped", 0f)).containsOnly(0f);
        assertThat(deviation(noisy("speckle:0.5:unclipped", 0.8f))).isCloseTo(0.4, within(0.005));
    }

    @Test
    void saltAndPepperComeAsOften() {
        float[] image = noisy("salt-and-pepper:0.4", 0.5f);

        assertThat(share(image, 0f)).isCloseTo(0.2, within(0.005));
        assertThat(share(image, 1f)).isCloseTo(0.2, within(0.005));
        assertThat(share(image, 0.5f)).isCloseTo(0.6, within(0.005));
    }

    private static double share(float[] values, float wanted) {
        return IntStream.range(0, values.length)
                        .filter(i -> values[i] == wanted)
                        .count()
                / (double) values.length;
    }

    @Test
    void composedNoiseIsAppliedInTurn() {
        float[] image = noisy("gaussian:0.1+salt-and-pepper:1", 0.5f);

        assertThat(share(image, 0f) + share(image, 1f)).isEqualTo(1);
    }

    @Test
    void noneChangesNothing() {
        assertThat(noisy("none", 0.25f)).containsOnly(0.25f);
    }

    @Test
    void leavesTheRestOfTheArrayAlone() {
        float[] values = {0.5f, 0.5f, 0.5f, 0.5f};

        NoiseModel.parse("salt-and-pepper:1").apply(values, 1, 2, new SplittableRandom(1));

        assertThat(values[0]).isEqualTo(0.5f);
        assertThat(values[1]).isIn(0f, 1f);
        assertThat(values[2]).isIn(0f, 1f);
        assertThat(values[3]).isEqualTo(0.5f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "gaussian:0.5",
                "speckle:0.25",
                "salt-and-pepper:0.4",
                "gaussian:0.1+salt-and-pepper:0.1",
                "gaussian:0.5:unclipped"
            })
    void theTextFormIsReadBackAsTheSameModel(String text) {
        assertThat(NoiseModel.parse(text)).hasToString(text).isEqualTo(NoiseModel.parse(" " + text.toUpperCase()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gaussian",
                "gaussian:",
                "gaussian:x",
                "gaussian:-1",
                "gaussian:NaN",
                "salt-and-pepper:1.5",
                "poisson:1",
                "gaussian:0.5+",
                "gaussian:0.5:clipped"
            })
    void anUnknownFormIsAnsweredWithTheAllowedOnes(String text) {
        assertThatThrownBy(() -> NoiseModel.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gaussian:SIGMA, speckle:SIGMA or salt-and-pepper:PROBABILITY")
                .hasMessageContaining("'" + text + "'");
    }
}
