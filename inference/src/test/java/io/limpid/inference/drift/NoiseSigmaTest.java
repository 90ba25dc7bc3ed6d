package io.limpid.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseSigmaTest {
    /** A slope, with a bright square on it. */
    private static Pixels noisy(int channels, int height, int width, double sigma) {
        ImageShape shape = new ImageShape(channels, height, width);
        float[] values = new float[shape.size()];
        Random random = new Random(7);
        for (int i = 0; i < values.length; i++) {
            int x = i % width;
            int y = i / width % height;
            boolean inside = x > width / 4 && x < width / 2 && y > height / 4 && y < height / 2;
            values[i] = (float) (0.2 + 0.3 * x / width + (inside ? 0.4 : 0) + sigma * random.nextGaussian());
        }
        return Pixels.of(shape, values);
    }

    @ParameterizedTest
    @CsvSource({"1, 28, 28, 0.5", "1, 64, 64, 0.1", "3, 48, 80, 0.05", "1, 700, 500, 0.02", "3, 2, 2000, 0.2"})
    void findsTheNoiseThatWasAdded(int channels, int height, int width, double sigma) {
        assertThat((double) NoiseSigma.of(noisy(channels, height, width, sigma)))
                .isCloseTo(sigma, within(0.12 * sigma));
    }

    @Test
    void aCleanPictureHasNone() {
        assertThat(NoiseSigma.of(noisy(1, 64, 64, 0))).isLessThan(1e-6f);
    }

    @ParameterizedTest
    @CsvSource({"1, 9", "9, 1", "1, 1"})
    void aLineTellsNothing(int height, int width) {
        assertThat(NoiseSigma.of(noisy(1, height, width, 0.3))).isZero();
    }
}
