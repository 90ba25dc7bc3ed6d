package io.limpid.datasets.noise;

import java.util.random.RandomGenerator;

/** Adds noise to an image in place. Immutable; the text form parses back to the same model. */
public interface NoiseModel {
    /**
     * @param image values in [0,1] before; clipped to [0,1] after, unless the model says unclipped
     * @param offset of the image's first value
     * @param length of the image
     */
    void apply(float[] image, int offset, int length, RandomGenerator random);

    /**
     * Reads a noise model.
     *
     * @param text one of {@code none}, {@code gaussian:σ}, {@code speckle:σ}, {@code salt-and-pepper:p}; several joined by
     *     {@code +} are applied in turn; {@code :unclipped} at the end leaves values outside [0,1] as they are
     * @throws IllegalArgumentException naming the allowed forms
     */
    static NoiseModel parse(String text) {
        return NoiseParser.parse(text);
    }
}
