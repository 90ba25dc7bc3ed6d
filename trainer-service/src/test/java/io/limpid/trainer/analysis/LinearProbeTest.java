package io.limpid.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinearProbeTest {
    @Test
    void tellsCloudsApartThatItHasNotSeen() {
        LinearProbe probe = LinearProbe.train(Blobs.points(300, 5, 8, 1), Blobs.labels(300, 5), 5);

        assertThat(probe.accuracy(Blobs.points(200, 5, 8, 2), Blobs.labels(200, 5)))
                .isGreaterThan(0.99);
    }

    @Test
    void learnsNothingOfLabelsThatMeanNothing() {
        LinearProbe probe = LinearProbe.train(Blobs.points(400, 1, 8, 1), Blobs.labels(400, 4), 4);

        assertThat(probe.accuracy(Blobs.points(400, 1, 8, 2), Blobs.labels(400, 4)))
                .isBetween(0.15, 0.35);
    }

    @Test
    void cannotBendALine() {
        float[][] corners = new float[400][];
        int[] diagonal = new int[400];
        for (int i = 0; i < 400; i++) {
            corners[i] = new float[] {i % 2, i / 2 % 2};
            diagonal[i] = (i % 2) ^ (i / 2 % 2);
        }

        assertThat(LinearProbe.train(corners, diagonal, 2).accuracy(corners, diagonal))
                .isLessThan(0.8);
    }

    @Test
    void passesOverValuesThatNeverVary() {
        float[][] points = Blobs.points(300, 3, 4, 1);
        float[][] others = Blobs.points(300, 3, 4, 2);
        for (int i = 0; i < 300; i++) {
            points[i][2] = 7;
            others[i][2] = 1e6f * i;
        }
        LinearProbe probe = LinearProbe.train(points, Blobs.labels(300, 3), 3);

        assertThat(probe.accuracy(others, Blobs.labels(300, 3))).isGreaterThan(0.95);
    }

    @Test
    void theSlopeIsThatOfTheLoss() {
        CrossEntropy loss = new CrossEntropy(new double[][] {{1, 2}, {-1, 0.5}, {0, 1}}, new int[] {0, 2, 1}, 3, 0.1);
        double[] weights = {0.1, -0.2, 0.3, 0.4, 0.5, -0.6, 0.7, 0.8, 0.9};
        double[] slope = new double[9];
        loss.at(weights, slope);

        for (int i = 0; i < 9; i++) {
            double[] up = weights.clone();
            double[] down = weights.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double expected = (loss.at(up, new double[9]) - loss.at(down, new double[9])) / 2e-5;
            assertThat(slope[i]).as("weight %d", i).isCloseTo(expected, within(1e-8));
        }
    }

    @Test
    void theMinimumOfABowlIsFound() {
        double[] found = Lbfgs.minimise(
                (x, gradient) -> {
                    double value = 0;
                    for (int i = 0; i < x.length; i++) {
                        gradient[i] = 2 * (i + 1) * (x[i] - i);
                        value += (i + 1) * (x[i] - i) * (x[i] - i);
                    }
                    return value;
                },
                new double[] {5, 5, 5, 5},
                100);

        assertThat(found).containsExactly(new double[] {0, 1, 2, 3}, within(1e-6));
    }

    static Stream<Arguments> unusable() {
        float[][] points = {{0}, {1}, {2}};
        return Stream.of(
                Arguments.of(points, new int[] {0, 1}, 2, "3 points and 2 labels"),
                Arguments.of(points, new int[] {0, 1, 2}, 2, "2 classes and labels up to 2"),
                Arguments.of(points, new int[] {0, 0, 0}, 1, "1 classes"),
                Arguments.of(new float[][] {{1}}, new int[] {0}, 2, "at least 2 points"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void refusesLabelsThatAreNone(float[][] points, int[] labels, int classes, String reason) {
        assertThatThrownBy(() -> LinearProbe.train(points, labels, classes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
