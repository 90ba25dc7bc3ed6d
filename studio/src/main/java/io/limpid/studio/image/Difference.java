package io.limpid.studio.image;

import io.limpid.contracts.image.Pixels;
import java.util.Optional;

/**
 * How far two images are apart, pixel by pixel, made visible.
 *
 * @param pixels the distance times the gain, in [0,1]
 * @param gain what makes the largest distance white; 1 where there is none at all
 */
record Difference(Pixels pixels, float gain) {
    /** An image that differs by less shows nothing but rounding. */
    private static final float SMALLEST = 1f / 255;

    /** Empty where their shapes differ, as of a model that answers in another size. */
    static Optional<Difference> between(Pixels one, Pixels other) {
        if (!one.shape().equals(other.shape())) {
            return Optional.empty();
        }
        float[] values = new float[one.shape().size()];
        float largest = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(one.get(i) - other.get(i));
            largest = Math.max(largest, values[i]);
        }
        float gain = largest < SMALLEST ? 1 : 1 / largest;
        for (int i = 0; i < values.length; i++) {
            values[i] *= gain;
        }
        return Optional.of(new Difference(Pixels.of(one.shape(), values), gain));
    }
}
