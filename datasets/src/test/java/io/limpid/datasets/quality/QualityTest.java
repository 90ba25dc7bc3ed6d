package io.limpid.datasets.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QualityTest {
    private static final int HEIGHT = 14;
    private static final int WIDTH = 13;

    @Test
    void mseAndPsnrOfKnownImages() {
        float[] image = {0.5f, 0, 1, 1};
        float[] clean = {0, 0, 1, 0.5f};

        assertThat(Quality.mse(image, clean)).isEqualTo(0.125);
        assertThat(Quality.psnr(image, clean)).isCloseTo(9.0309, within(1e-4));
        assertThat(Quality.psnr(clean, clean)).isInfinite();
    }

    @Test
    void ssimOfEqualImagesIsOne() {
        assertThat(Quality.ssim(pattern(), pattern(), 1, HEIGHT, WIDTH)).isCloseTo(1, within(1e-12));
    }

    /** Without structure only the luminance term is left: (2ab + C1) / (a² + b² + C1). */
    @Test
    void ssimOfConstantImagesHasAClosedForm() {
        double expected = (2 * 0.25 * 0.75 + 1e-4) / (0.25 * 0.25 + 0.75 * 0.75 + 1e-4);

        assertThat(Quality.ssim(constant(0.25f), constant(0.75f), 1, HEIGHT, WIDTH))
                .isCloseTo(expected, within(1e-9));
    }

    /** The expected value was computed window by window with NumPy, in the two-pass form of the variances. */
    @Test
    void ssimOfPatternsIsThatOfAnotherImplementation() {
        float[] mixed = pattern();
        for (int i = 0; i < mixed.length; i++) {
            int value = (i / WIDTH * 3 + i % WIDTH * 2) % 7;
            mixed[i] = 0.6f * mixed[i] + 0.4f * value / 6;
        }

        assertThat(Quality.ssim(mixed, pattern(), 1, HEIGHT, WIDTH)).isCloseTo(0.818616111, within(1e-6));
    }

    @Test
    void ssimIsTheMeanOfTheChannels() {
        float[] twoClean = twice(pattern(), pattern());
        float[] oneSpoiled = twice(pattern(), constant(0));
        double spoiled = Quality.ssim(constant(0), pattern(), 1, HEIGHT, WIDTH);

        assertThat(Quality.ssim(oneSpoiled, twoClean, 2, HEIGHT, WIDTH)).isCloseTo((1 + spoiled) / 2, within(1e-12));
    }

    @Test
    void refusesImagesOfDifferentOrTooSmallSize() {
        assertThatThrownBy(() -> Quality.mse(new float[2], new float[3])).hasMessageContaining("2 and 3 values");
        assertThatThrownBy(() -> Quality.ssim(new float[100], new float[100], 1, 10, 10))
                .hasMessageContaining("at least 11 x 11");
    }

    private static float[] pattern() {
        float[] image = new float[HEIGHT * WIDTH];
        for (int i = 0; i < image.length; i++) {
            image[i] = (i / WIDTH * 7 + i % WIDTH * 5) % 11 / 10f;
        }
        return image;
    }

    private static float[] constant(float value) {
        float[] image = new float[HEIGHT * WIDTH];
        Arrays.fill(image, value);
        return image;
    }

    private static float[] twice(float[] first, float[] second) {
        float[] both = Arrays.copyOf(first, 2 * first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
