package io.limpid.datasets.noise;

import io.limpid.datasets.ImageSet.Shape;
import java.util.random.RandomGenerator;

/** Noise that spoils each value by itself. */
final class PointNoise {
    private PointNoise() {}

    /** v + σ·n, n standard normal. */
    static void gaussian(float[] image, int offset, Shape shape, double sigma, RandomGenerator random) {
        for (int i = offset; i < offset + shape.size(); i++) {
            image[i] += (float) (sigma * random.nextGaussian());
        }
    }

    /** v + v·σ·n, n standard normal: the brighter, the noisier. */
    static void speckle(float[] image, int offset, Shape shape, double sigma, RandomGenerator random) {
        for (int i = offset; i < offset + shape.size(); i++) {
            image[i] += (float) (image[i] * sigma * random.nextGaussian());
        }
    }

    /** With the given probability a value becomes 0 or 1, each as often. */
    static void saltAndPepper(float[] image, int offset, Shape shape, double probability, RandomGenerator random) {
        for (int i = offset; i < offset + shape.size(); i++) {
            double drawn = random.nextDouble();
            if (drawn < probability) {
                image[i] = drawn < probability / 2 ? 0 : 1;
            }
        }
    }

    /** v + u, u uniform between −a and a. */
    static void uniform(float[] image, int offset, Shape shape, double amplitude, RandomGenerator random) {
        for (int i = offset; i < offset + shape.size(); i++) {
            image[i] += (float) (amplitude * (2 * random.nextDouble() - 1));
        }
    }
}
