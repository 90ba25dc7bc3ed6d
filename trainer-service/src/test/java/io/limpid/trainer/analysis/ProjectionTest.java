package io.limpid.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionTest {
    private static final int COUNT = 240;
    private static final int CLOUDS = 6;

    @ParameterizedTest
    @EnumSource(names = {"TSNE", "UMAP"})
    void keepsCloudsApart(Projection projection) {
        float[][] points = Blobs.points(COUNT, CLOUDS, 12, 1);

        float[][] plane = projection.of(points, 5);

        assertThat(NeighbourAgreement.of(plane, Blobs.labels(COUNT, CLOUDS), 10))
                .isGreaterThan(0.98);
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSamePictureForTheSameSeed(Projection projection) {
        float[][] points = Blobs.points(80, 3, 5, 2);

        assertThat(projection.of(points, 5)).isDeepEqualTo(projection.of(points, 5));
    }

    @Test
    void umapTakesItsChancesFromTheSeed() {
        float[][] points = Blobs.points(80, 3, 5, 2);

        assertThat(Arrays.deepEquals(Projection.UMAP.of(points, 5), Projection.UMAP.of(points, 6)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void givesFinitePlacesToPointsThatAreAllTheSame(Projection projection) {
        float[][] points = new float[Projection.FEWEST_POINTS][3];

        float[][] plane = projection.of(points, 1);

        assertThat(plane).hasDimensions(points.length, 2);
        for (float[] place : plane) {
            assertThat(Float.isFinite(place[0]) && Float.isFinite(place[1])).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesPointsOfOneDimension(Projection projection) {
        float[][] points = Blobs.points(40, 2, 1, 2);

        assertThat(projection.of(points, 1)).hasDimensions(40, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 19, 5_001})
    void refusesTooFewPointsAndTooMany(int count) {
        assertThatThrownBy(() -> Projection.PCA.of(new float[count][2], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + count);
    }

    @Test
    void refusesPointsOfSeveralLengthsAndThoseThatAreNone() {
        float[][] ragged = Blobs.points(30, 2, 4, 1);
        ragged[7] = new float[3];
        float[][] broken = Blobs.points(30, 2, 4, 1);
        broken[9][2] = Float.NaN;

        assertThatThrownBy(() -> Projection.TSNE.of(ragged, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("points of 4 values, found 3 in point 7");
        assertThatThrownBy(() -> Projection.UMAP.of(broken, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN in point 9");
    }
}
