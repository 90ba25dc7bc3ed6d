package io.limpid.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AurocTest {
    static Stream<Arguments> byHand() {
        return Stream.of(
                Arguments.of(new double[] {1, 2}, new double[] {3, 4}, 1.0),
                Arguments.of(new double[] {3, 4}, new double[] {1, 2}, 0.0),
                Arguments.of(new double[] {1, 3}, new double[] {2, 4}, 0.75),
                Arguments.of(new double[] {5, 5, 5}, new double[] {5, 5}, 0.5),
                Arguments.of(new double[] {1, 2, 2}, new double[] {2}, 2.0 / 3),
                Arguments.of(new double[] {-1}, new double[] {Double.POSITIVE_INFINITY}, 1.0));
    }

    @ParameterizedTest
    @MethodSource("byHand")
    void countsPairsInOrder(double[] negatives, double[] positives, double expected) {
        assertThat(Auroc.of(negatives, positives)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void equalsTheCountOfAllPairs() {
        SplittableRandom random = new SplittableRandom(3);
        double[] negatives = random.doubles(300).map(x -> Math.round(20 * x)).toArray();
        double[] positives =
                random.doubles(200).map(x -> Math.round(20 * x + 3)).toArray();
        double pairs = 0;
        for (double negative : negatives) {
            for (double positive : positives) {
                pairs += negative < positive ? 1 : negative == positive ? 0.5 : 0;
            }
        }

        assertThat(Auroc.of(negatives, positives)).isCloseTo(pairs / (300 * 200), within(1e-12));
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of(new double[0], new double[] {1}, "0 negatives and 1 positives"),
                Arguments.of(new double[] {1}, new double[0], "1 negatives and 0 positives"),
                Arguments.of(new double[] {1, Double.NaN}, new double[] {1}, "NaN"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void refusesWhatHasNoOrder(double[] negatives, double[] positives, String reason) {
        assertThatThrownBy(() -> Auroc.of(negatives, positives))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
