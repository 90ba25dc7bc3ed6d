package io.limpid.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingCloudTest {
    private static final int DIMENSIONS = 6;

    /** Normal points, of which each dimension lies elsewhere and is as wide as its number; the last never varies. */
    private static List<double[]> points(int count, long seed, double shift, double stretch) {
        Random random = new Random(seed);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] point = new double[DIMENSIONS];
            for (int k = 0; k < DIMENSIONS - 1; k++) {
                point[k] = 10 * k + (k + 1) * (shift + stretch * random.nextGaussian());
            }
            point[DIMENSIONS - 1] = 3;
            points.add(point);
        }
        return points;
    }

    private static Moments moments(List<double[]> points) {
        Moments moments = new Moments(DIMENSIONS);
        points.forEach(moments::add);
        return moments;
    }

    /** Of a hundred images and less, about one window in a hundred lies above 1; larger ones lie lower. */
    @ParameterizedTest
    @CsvSource({"2000, 20, 0.9", "2000, 100, 0.9", "2000, 1024, 0.5", "2000, 4096, 0.4", "200, 1024, 0.9", "50, 64, 1"})
    void windowsOfTheSameDistributionScoreAboutOneAtMost(int training, int window, double most) {
        TrainingCloud cloud = TrainingCloud.of(points(training, 1, 0, 1));
        int above = 0;
        double sum = 0;
        for (int seed = 10; seed < 210; seed++) {
            double score = cloud.score(moments(points(window, seed, 0, 1)));
            assertThat(score).isLessThan(2);
            above += score > 1 ? 1 : 0;
            sum += score;
        }
        // fifty training images are one draw themselves, which all windows see
        assertThat(above).isLessThan(training < 100 ? 60 : 10);
        assertThat(sum / 200).isBetween(0.05, most);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1", "0, 1.5", "0, 0.5", "-0.5, 0.9"})
    void othersScoreFarAbove(double shift, double stretch) {
        TrainingCloud cloud = TrainingCloud.of(points(2000, 1, 0, 1));

        assertThat(cloud.score(moments(points(1024, 2, shift, stretch)))).isGreaterThan(2);
    }

    /** The mean over the dimensions of ((m - µ) / σ)² + ((s - σ) / σ)², worked out by hand. */
    @Test
    void theDistanceIsThatOfTheFormula() {
        TrainingCloud cloud = new TrainingCloud(100, List.of(1.0, 5.0), List.of(2.0, 0.5), List.of(2.0, 0.5), 1);
        Moments window = new Moments(2);
        window.add(new double[] {2, 5});
        window.add(new double[] {4, 6});

        // means 3 and 5.5, deviations 1 and 0.5: (1 + 0.25 + 1 + 0) / 2
        assertThat(cloud.squaredDistance(window)).isCloseTo(1.125, within(1e-12));
        assertThat(cloud.score(window)).isCloseTo(Math.sqrt(1.125 / (1.0 / 2 + 1.0 / 100)), within(1e-12));
    }

    @Test
    void aDimensionThatNeverVariedTellsWhenItDoes() {
        TrainingCloud cloud = TrainingCloud.of(points(500, 1, 0, 1));
        List<double[]> alive = points(256, 2, 0, 1);
        for (int i = 0; i < alive.size(); i += 2) {
            alive.get(i)[DIMENSIONS - 1] = 4;
        }

        assertThat(cloud.score(moments(alive))).isGreaterThan(2).isFinite();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, TrainingCloud.FEWEST - 1})
    void tooFewPointsAreRefused(int count) {
        assertThatThrownBy(() -> TrainingCloud.of(points(count, 1, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 50");
    }
}
