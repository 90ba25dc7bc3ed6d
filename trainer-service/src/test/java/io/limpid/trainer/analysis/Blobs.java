package io.limpid.trainer.analysis;

import java.util.SplittableRandom;

/** Labelled clouds around centres far from each other, point i with label i modulo the number of clouds. */
final class Blobs {
    private Blobs() {}

    static float[][] points(int count, int clouds, int dimensions, long seed) {
        float[][] centres = gaussian(clouds, dimensions, 8, new SplittableRandom(11));
        float[][] points = gaussian(count, dimensions, 1, new SplittableRandom(seed));
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < dimensions; k++) {
                points[i][k] += centres[i % clouds][k];
            }
        }
        return points;
    }

    static int[] labels(int count, int clouds) {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % clouds;
        }
        return labels;
    }

    private static float[][] gaussian(int count, int dimensions, double scale, SplittableRandom random) {
        float[][] points = new float[count][dimensions];
        for (float[] point : points) {
            for (int k = 0; k < dimensions; k++) {
                point[k] = (float) (scale * random.nextGaussian());
            }
        }
        return points;
    }
}
