package io.limpid.datasets.noise;

import io.limpid.datasets.ImageSet.Shape;
import java.util.random.RandomGenerator;

/** Adds noise to an image in place. Immutable; the text form parses back to the same model. */
public interface NoiseModel {
    /**
     * @param image planar values in [0,1] before; clipped to [0,1] after, unless the model says unclipped
     * @param offset of the image's first value
     * @param shape of the image
     * @param random the only source of chance: the same state gives the same noise on every machine
     */
    void apply(float[] image, int offset, Shape shape, RandomGenerator random);

    /**
     * The same noise, stronger or weaker. What is added grows with the scale: strengths are multiplied, the photon count of
     * {@code poisson} is divided by the scale's square.
     *
     * @param scale above 0; 1 gives an equal model
     * @throws IllegalArgumentException when a strength leaves its range, such as a probability above 1
     */
    NoiseModel scaled(double scale);

    /**
     * Reads a noise model. Kinds, on the scale [0,1]: {@code gaussian:σ} (v + σn, n standard normal), {@code speckle:σ} (v + vσn),
     * {@code salt-and-pepper:p} (each value 0 or 1 with probability p, half each), {@code poisson:peak} (photons counted, peak
     * of them at white), {@code uniform:a} (v ± a), {@code blur:σ} (Gaussian, σ in pixels, borders repeated), {@code stripes:a}
     * (horizontal or vertical bands 1 to 4 pixels wide, each brighter or darker by up to a), {@code blocks:p} (blocks of 4 × 4 pixels
     * black with probability p), {@code jpeg:q} (written and read as JPEG of quality 1 to 100, colours at half the size, which also rounds to
     * eight bits and clips; of 1 or 3 channels), {@code none}.
     *
     * <p>Kinds joined by {@code +} are applied in turn. Sums joined by {@code |} are alternatives: one an image, by chance, in
     * equal shares. A strength {@code 0.1..0.5} is drawn for each image, uniformly. {@code S*} in front of all scales the
     * whole; {@code :unclipped} at the end leaves values outside [0,1] as they are.
     *
     * @throws IllegalArgumentException naming the allowed forms
     */
    static NoiseModel parse(String text) {
        return NoiseParser.parse(text);
    }
}
