package io.limpid.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourAgreementTest {
    @Test
    void countsByHand() {
        float[][] line = {{0}, {1}, {2.5f}, {10}};

        double agreement = NeighbourAgreement.of(line, new int[] {7, 7, 8, 8}, 1);

        assertThat(agreement).as("0→1, 1→0, 2→1, 3→2").isEqualTo(3 / 4.0);
    }

    @Test
    void isAtChanceWhereLabelsMeanNothing() {
        assertThat(NeighbourAgreement.of(Blobs.points(600, 1, 2, 1), Blobs.labels(600, 4), 10))
                .isCloseTo(0.25, within(0.04));
    }

    @Test
    void neighboursAreTheNearest() {
        float[][] points = Blobs.points(90, 3, 6, 4);

        Neighbours neighbours = Neighbours.of(points, 12);

        for (int i = 0; i < points.length; i++) {
            int point = i;
            int[] expected = IntStream.range(0, points.length)
                    .filter(j -> j != point)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> Points.squaredDistance(points[point], points[j])))
                    .mapToInt(Integer::intValue)
                    .limit(12)
                    .toArray();
            int[] found =
                    IntStream.range(0, 12).map(k -> neighbours.index(point, k)).toArray();
            assertThat(found).as("point %d", i).isEqualTo(expected);
        }
    }

    @Test
    void takesAllOthersWhereThereAreNoMore() {
        assertThat(NeighbourAgreement.of(new float[][] {{0}, {1}, {2}}, new int[] {1, 1, 2}, 10))
                .isEqualTo(2 / 6.0);
        assertThatThrownBy(() -> NeighbourAgreement.of(new float[][] {{0}, {1}}, new int[1], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 points and 1 labels");
        assertThat(Arrays.asList(Projection.values()))
                .extracting(Projection::label)
                .containsExactly("PCA", "t-SNE", "UMAP");
    }
}
