package io.limpid.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CloseUpTest {
    private static final int HEIGHT = 40;
    private static final int WIDTH = 60;

    /** White, with black and grey columns in turn in the rows and columns given. */
    private static float[] lines(int top, int bottom, int left, int right) {
        float[] values = new float[HEIGHT * WIDTH];
        Arrays.fill(values, 1);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x += 2) {
                values[y * WIDTH + x] = 0;
            }
        }
        return values;
    }

    @Test
    void showsWhereTheEdgesAre() {
        Picture picture = Picture.of(lines(20, 30, 40, 50), 1, HEIGHT, WIDTH);

        CloseUp found = CloseUp.of(picture, 10).orElseThrow();

        assertThat(found).isEqualTo(new CloseUp(20, 40, 10));
        assertThat(found.cutFrom(picture).height()).isEqualTo(10);
        assertThat(found.cutFrom(picture).green(0, 0)).isZero();
        assertThat(found.cutFrom(picture).green(9, 1)).isEqualTo(255);
    }

    @Test
    void isTheFirstWhereAllIsTheSame() {
        assertThat(CloseUp.of(Picture.of(lines(0, 0, 0, 0), 1, HEIGHT, WIDTH), 10))
                .contains(new CloseUp(0, 0, 10));
    }

    @Test
    void smallPicturesHaveNone() {
        assertThat(CloseUp.of(Picture.of(lines(0, 0, 0, 0), 1, HEIGHT, WIDTH), 21))
                .isEmpty();
    }
}
