package io.limpid.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {
    /** 700 of label 0, 200 of label 3, 100 of label 5. */
    private static final int[] LABELS =
            IntStream.range(0, 1_000).map(i -> i < 700 ? 0 : i < 900 ? 3 : 5).toArray();

    @Test
    void keepsTheShareOfEachLabel() {
        int[] picked = StratifiedSample.indices(LABELS, 100, 1);

        int[] labels = StratifiedSample.pick(LABELS, picked);
        assertThat(picked).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(Arrays.stream(labels).filter(label -> label == 0)).hasSize(70);
        assertThat(Arrays.stream(labels).filter(label -> label == 3)).hasSize(20);
        assertThat(Arrays.stream(labels).filter(label -> label == 5)).hasSize(10);
    }

    @Test
    void neverPicksMoreThanAskedFor() {
        int[] manyLabels = IntStream.range(0, 60).map(i -> i / 2).toArray();

        for (int most = 1; most <= 60; most++) {
            assertThat(StratifiedSample.indices(manyLabels, most, 1)).hasSize(most);
        }
    }

    @Test
    void picksOthersUnderAnotherSeedOnly() {
        assertThat(StratifiedSample.indices(LABELS, 100, 1))
                .isEqualTo(StratifiedSample.indices(LABELS, 100, 1))
                .isNotEqualTo(StratifiedSample.indices(LABELS, 100, 2));
    }

    @Test
    void picksAllWhereThereAreNoMore() {
        assertThat(StratifiedSample.indices(LABELS, 5_000, 1)).hasSize(1_000);
        assertThat(StratifiedSample.indices(new int[0], 5, 1)).isEmpty();
        assertThatThrownBy(() -> StratifiedSample.indices(LABELS, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void picksPointsAlongWithTheirLabels() {
        float[][] points = {{0}, {1}, {2}, {3}};

        assertThat(StratifiedSample.pick(points, new int[] {1, 3})).isDeepEqualTo(new float[][] {{1}, {3}});
    }
}
