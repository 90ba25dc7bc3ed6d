package io.limpid.studio.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static Pixels pixels(float... values) {
        return Pixels.of(new ImageShape(1, 1, values.length), values);
    }

    @Test
    void makesTheLargestDistanceWhite() {
        Difference difference = Difference.between(pixels(0.2f, 0.5f, 1), pixels(0.4f, 0.5f, 0.9f))
                .orElseThrow();

        assertThat(difference.gain()).isCloseTo(5, Offset.offset(1e-4f));
        assertThat(difference.pixels().toArray()).containsExactly(new float[] {1, 0, 0.5f}, Offset.offset(1e-4f));
    }

    @Test
    void doesNotMakeNoiseOfRounding() {
        Difference difference =
                Difference.between(pixels(0.5f), pixels(0.5f + 1e-4f)).orElseThrow();

        assertThat(difference.gain()).isEqualTo(1);
    }

    @Test
    void comparesNothingOfDifferentShapes() {
        assertThat(Difference.between(pixels(1), pixels(1, 1))).isEmpty();
    }
}
