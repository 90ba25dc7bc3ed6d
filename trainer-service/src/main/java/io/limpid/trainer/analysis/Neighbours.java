package io.limpid.trainer.analysis;

import java.util.Arrays;

/** The nearest neighbours of each of some points, exactly, by looking at all pairs; nearest first, without the point itself. */
final class Neighbours {
    private final int[][] indices;
    private final double[][] distances;

    private Neighbours(int[][] indices, double[][] distances) {
        this.indices = indices;
        this.distances = distances;
    }

    /** @param count of neighbours; where there are fewer other points, all of these */
    static Neighbours of(float[][] points, int count) {
        int kept = Math.min(count, points.length - 1);
        int[][] indices = new int[points.length][kept];
        double[][] distances = new double[points.length][kept];
        double[] nearest = new double[kept];
        for (int i = 0; i < points.length; i++) {
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            for (int j = 0; j < points.length; j++) {
                double distance = j == i ? Double.POSITIVE_INFINITY : Points.squaredDistance(points[i], points[j]);
                if (distance < nearest[kept - 1]) {
                    insert(nearest, indices[i], distance, j);
                }
            }
            for (int k = 0; k < kept; k++) {
                distances[i][k] = Math.sqrt(nearest[k]);
            }
        }
        return new Neighbours(indices, distances);
    }

    private static void insert(double[] nearest, int[] indices, double distance, int index) {
        int at = nearest.length - 1;
        while (at > 0 && nearest[at - 1] > distance) {
            nearest[at] = nearest[at - 1];
            indices[at] = indices[at - 1];
            at--;
        }
        nearest[at] = distance;
        indices[at] = index;
    }

    int points() {
        return indices.length;
    }

    /** How many each point has. */
    int count() {
        return indices[0].length;
    }

    int index(int point, int rank) {
        return indices[point][rank];
    }

    /** Euclidean, not squared. */
    double distance(int point, int rank) {
        return distances[point][rank];
    }
}
