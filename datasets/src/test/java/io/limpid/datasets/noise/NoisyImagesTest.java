package io.limpid.datasets.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.datasets.ImageSet;
import io.limpid.datasets.SyntheticDigits;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

    /** Wherever this runs: a changed random generator would make every published figure a different one. */
    @Test
    void theNoiseIsThatOfOtherMachines() {
        ImageSet black = ImageSet.of(new ImageSet.Shape(1, 1, 3), new byte[3], new byte[1], List.of("black"));

        float[] values = new NoisyImages(black, NoiseModel.parse("gaussian:1:unclipped")).image(0, 1);

        assertThat(values).containsExactly(-0.73015064f, -0.03137639f, -0.17196085f);
    }
}
