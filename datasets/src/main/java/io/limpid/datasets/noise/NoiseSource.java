package io.limpid.datasets.noise;

import java.util.random.RandomGenerator;

/** One kind of noise, before clipping. */
sealed interface NoiseSource {
    void add(float[] image, int offset, int length, RandomGenerator random);

    /** v + σ·n, n standard normal. */
    record Gaussian(double sigma) implements NoiseSource {
        @Override
        public void add(float[] image, int offset, int length, RandomGenerator random) {
            for (int i = offset; i < offset + length; i++) {
                image[i] += (float) (sigma * random.nextGaussian());
            }
        }

        @Override
        public String toString() {
            return "gaussian:" + sigma;
        }
    }

    /** v + v·σ·n, n standard normal: the brighter, the noisier. */
    record Speckle(double sigma) implements NoiseSource {
        @Override
        public void add(float[] image, int offset, int length, RandomGenerator random) {
            for (int i = offset; i < offset + length; i++) {
                image[i] += (float) (image[i] * sigma * random.nextGaussian());
            }
        }

        @Override
        public String toString() {
            return "speckle:" + sigma;
        }
    }

    /** With the given probability a value becomes 0 or 1, each as often. */
    record SaltAndPepper(double probability) implements NoiseSource {
        @Override
        public void add(float[] image, int offset, int length, RandomGenerator random) {
            for (int i = offset; i < offset + length; i++) {
                double drawn = random.nextDouble();
                if (drawn < probability) {
                    image[i] = drawn < probability / 2 ? 0 : 1;
                }
            }
        }

        @Override
        public String toString() {
            return "salt-and-pepper:" + probability;
        }
    }
}
