package io.limpid.datasets.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.datasets.ImageSet;
import io.limpid.datasets.SyntheticDigits;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoisyImagesTest {
    private final ImageSet clean = SyntheticDigits.draw(20, 1);
    private final NoisyImages noisy = new NoisyImages(clean, NoiseModel.parse("gaussian:0.5"));

    @Test
    void anImageHasTheSameNoiseInWhateverOrderItIsMade() {
        float[] first = noisy.image(7, 42);
        noisy.image(3, 42);

        assertThat(noisy.image(7, 42)).isEqualTo(first);
        assertThat(clean.image(7)).isNotEqualTo(first);
    }

    @Test
    void imagesAndSeedsHaveNoiseOfTheirOwn() {
        ImageSet grey = ImageSet.of(new ImageSet.Shape(1, 4, 4), filled(10 * 16), new byte[10], List.of("grey"));
        NoisyImages images = new NoisyImages(grey, NoiseModel.parse("gaussian:0.1:unclipped"));
        Set<Float> firstValues = new HashSet<>();

        for (int seed = 0; seed < 10; seed++) {
            for (int i = 0; i < 10; i++) {
                firstValues.add(images.image(i, seed)[0]);
            }
        }

        assertThat(firstValues).hasSizeGreaterThan(97);
    }

    private static byte[] filled(int size) {
        byte[] grey = new byte[size];
        Arrays.fill(grey, (byte) 128);
        return grey;
    }

    /** Wherever this runs: a changed random generator or rounding would make every published figure a different one. */
    @ParameterizedTest
    @CsvSource({
        "gaussian:1:unclipped, -0.22818983 0.47058442 0.32999998 1.7709107 1.1562204 -0.9033719",
        "speckle:1:unclipped, 0.13545379 0.4862111 0.41564322 1.138924 0.83037347 -0.20346111",
        "salt-and-pepper:0.9, 1.0 0.5019608 0.5019608 0.0 0.0 1.0",
        "poisson:40, 0.7 0.45 0.525 0.35 0.4 0.4",
        "poisson:6, 0.8333333 0.5 0.33333334 0.6666667 0.33333334 0.33333334",
        "uniform:0.5, 0.8771403 0.9905442 0.9240552 0.26389253 0.3333933 0.61939895",
        "stripes:0.5:unclipped, 0.9240552 0.9240552 0.9240552 0.9240552 0.9240552 0.9240552",
        "blocks:0.9, 0 0 0 0 0.5019608 0.5019608",
        "gaussian:0.1..0.5|uniform:0.1..0.5, 0.9202001 0.26606688 0.33493286 0.61832637 0.5973971 0.8771055"
    })
    void theNoiseIsThatOfOtherMachines(String noise, String expected) {
        ImageSet grey = ImageSet.of(new ImageSet.Shape(1, 1, 6), filled(6), new byte[1], List.of("grey"));

        float[] values = new NoisyImages(grey, NoiseModel.parse(noise)).image(0, 1);

        assertThat(values).containsExactly(parsed(expected));
    }

    private static float[] parsed(String values) {
        String[] words = values.split(" ");
        float[] parsed = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            parsed[i] = Float.parseFloat(words[i]);
        }
        return parsed;
    }

    @Test
    void gaussianNoiseIsThatOfTheFirstRelease() {
        ImageSet black = ImageSet.of(new ImageSet.Shape(1, 1, 3), new byte[3], new byte[1], List.of("black"));

        float[] values = new NoisyImages(black, NoiseModel.parse("gaussian:1:unclipped")).image(0, 1);

        assertThat(values).containsExactly(-0.73015064f, -0.03137639f, -0.17196085f);
    }
}
