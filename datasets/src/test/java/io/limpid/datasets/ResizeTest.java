package io.limpid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResizeTest {
    private static ImageSet.Shape shape(int channels, int height, int width) {
        return new ImageSet.Shape(channels, height, width);
    }

    @Test
    void shrinksByMeansOfAreas() {
        float[] image = {0, 2, 4, 6, 8, 10, 12, 14};

        assertThat(Resize.of(image, shape(1, 2, 4), shape(1, 1, 2))).containsExactly(5, 9);
        assertThat(Resize.of(new float[] {0, 3, 6}, shape(1, 1, 3), shape(1, 1, 2)))
                .containsExactly(1, 5);
    }

    @Test
    void growsBilinearlyAndTakesBordersAsTheyAre() {
        assertThat(Resize.of(new float[] {0, 4}, shape(1, 1, 2), shape(1, 2, 4)))
                .containsExactly(0, 1, 3, 4, 0, 1, 3, 4);
    }

    @Test
    void keepsWhatHasTheSizeAlready() {
        float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

        assertThat(Resize.of(image, shape(3, 2, 2), shape(3, 2, 2))).containsExactly(image);
    }

    @Test
    void refusesOtherChannels() {
        assertThatThrownBy(() -> Resize.of(new float[4], shape(1, 2, 2), shape(3, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
