package io.limpid.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PcaTest {
    /** Along (3, 4, 0) / 5 with deviation 5, along (-4, 3, 0) / 5 with deviation 2, around (1, 2, 3). */
    private static float[][] ellipse() {
        SplittableRandom random = new SplittableRandom(4);
        float[][] points = new float[4_000][];
        for (int i = 0; i < points.length; i++) {
            double along = 5 * random.nextGaussian();
            double across = 2 * random.nextGaussian();
            points[i] =
                    new float[] {(float) (1 + 0.6 * along - 0.8 * across), (float) (2 + 0.8 * along + 0.6 * across), 3};
        }
        return points;
    }

    @Test
    void findsTheAxesOfAnEllipse() {
        Pca pca = Pca.of(ellipse());

        float[][] axes = pca.project(new float[][] {{1 + 3, 2 + 4, 3}, {1 - 4, 2 + 3, 3}, {1, 2, 3}}, 3);

        assertThat(axes[0]).containsExactly(new float[] {5, 0, 0}, within(0.3f));
        assertThat(Math.abs(axes[1][1])).isCloseTo(5, within(0.3f));
        assertThat(axes[2]).containsExactly(new float[] {0, 0, 0}, within(0.3f));
    }

    @Test
    void tellsHowMuchEachAxisExplains() {
        Pca pca = Pca.of(ellipse());

        assertThat(pca.explained(1)).isCloseTo(25 / 29.0, within(0.02));
        assertThat(pca.explained(2)).isCloseTo(1, within(1e-9));
        assertThat(Pca.of(new float[5][3]).explained(1)).isEqualTo(1);
    }

    @Test
    void refusesMoreDimensionsThanItHasTimeFor() {
        assertThatThrownBy(() -> Pca.of(new float[3][2_049]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 2048 dimensions, found 2049");
    }

    @Test
    void componentsAreUncorrelatedAndOfFallingVariance() {
        float[][] points = Blobs.points(500, 4, 10, 3);

        float[][] projected = Pca.of(points).project(points, 10);

        for (int a = 0; a < 10; a++) {
            for (int b = 0; b < a; b++) {
                assertThat(covariance(projected, a, b)).isCloseTo(0, within(1e-4));
            }
            assertThat(a == 0 || covariance(projected, a, a) <= covariance(projected, a - 1, a - 1) + 1e-6)
                    .isTrue();
        }
    }

    private static double covariance(float[][] centred, int a, int b) {
        double sum = 0;
        for (float[] point : centred) {
            sum += (double) point[a] * point[b] / centred.length;
        }
        return sum;
    }
}
