package io.limpid.trainer.analysis;

import java.util.Arrays;

/**
 * t-SNE (van der Maaten and Hinton, 2008) with perplexity 30. Attraction is among the nearest neighbours only, as in van der
 * Maaten (2014); repulsion is exact. It starts from the PCA and learns at a rate of the number of points over the exaggeration,
 * as Kobak and Berens (2019) and Belkina et al. (2019) advise, so there is nothing random in it.
 */
final class TSne {
    private static final double PERPLEXITY = 30;
    private static final int ITERATIONS = 750;
    private static final int EXAGGERATED = 250;
    private static final double EXAGGERATION = 12;
    private static final double START = 1e-4;
    private static final double LEAST_GAIN = 0.01;

    private final WeightedGraph graph;
    private final int count;
    private final double[] position;
    private final double[] gradient;
    private final double[] velocity;
    private final double[] gains;

    TSne(float[][] points) {
        this.count = points.length;
        double perplexity = Math.min(PERPLEXITY, (count - 1) / 3.0);
        Neighbours neighbours = Neighbours.of(points, (int) (3 * perplexity));
        double[][] weights = new double[count][];
        for (int i = 0; i < count; i++) {
            weights[i] = likelihoods(neighbours, i, Math.log(perplexity));
        }
        this.graph = WeightedGraph.of(neighbours, weights, (there, back) -> (there + back) / (2.0 * points.length));
        this.position = start(points);
        this.gradient = new double[2 * count];
        this.velocity = new double[2 * count];
        this.gains = new double[2 * count];
        Arrays.fill(gains, 1);
    }

    /** Gaussian likelihoods of a point's neighbours, whose entropy is the one asked for. */
    private static double[] likelihoods(Neighbours neighbours, int point, double entropy) {
        double nearest = neighbours.distance(point, 0);
        double[] squares = new double[neighbours.count()];
        double mean = 0;
        for (int k = 0; k < squares.length; k++) {
            // less the nearest, which changes no likelihood and keeps them from vanishing
            squares[k] = Math.pow(neighbours.distance(point, k), 2) - nearest * nearest;
            mean += squares[k] / squares.length;
        }
        return mean == 0 ? filled(squares.length) : Bisection.likelihoods(squares, entropy, 1 / mean);
    }

    private static double[] filled(int size) {
        double[] equal = new double[size];
        Arrays.fill(equal, 1.0 / size);
        return equal;
    }

    private static double[] start(float[][] points) {
        float[][] plane = Projection.PCA.project(points, 0);
        double variance = 0;
        for (float[] point : plane) {
            variance += (double) point[0] * point[0] / plane.length;
        }
        double scale = variance == 0 ? 0 : START / Math.sqrt(variance);
        double[] start = new double[2 * points.length];
        for (int i = 0; i < points.length; i++) {
            // the last bit keeps equal points apart; nothing could part them later
            start[2 * i] = plane[i][0] * scale + START * 1e-3 * Math.cos(i);
            start[2 * i + 1] = plane[i][1] * scale + START * 1e-3 * Math.sin(i);
        }
        return start;
    }

    float[][] run() {
        double rate = Math.max(50, count / EXAGGERATION);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            boolean early = iteration < EXAGGERATED;
            gradient(early ? EXAGGERATION : 1);
            move(rate, early ? 0.5 : 0.8);
        }
        float[][] plane = new float[count][2];
        for (int i = 0; i < 2 * count; i++) {
            plane[i / 2][i % 2] = (float) position[i];
        }
        return plane;
    }

    private void gradient(double exaggeration) {
        double total = repel();
        for (int i = 0; i < 2 * count; i++) {
            gradient[i] /= -total;
        }
        for (int pair = 0; pair < graph.size(); pair++) {
            int i = 2 * graph.from(pair);
            int j = 2 * graph.to(pair);
            double dx = position[i] - position[j];
            double dy = position[i + 1] - position[j + 1];
            double force = exaggeration * graph.weight(pair) / (1 + dx * dx + dy * dy);
            gradient[i] += force * dx;
            gradient[i + 1] += force * dy;
            gradient[j] -= force * dx;
            gradient[j + 1] -= force * dy;
        }
    }

    /** Leaves the sums of q² (yi - yj), not yet over Z, in the gradient, and returns Z. */
    private double repel() {
        Arrays.fill(gradient, 0);
        double total = 0;
        for (int i = 0; i < 2 * count; i += 2) {
            double x = position[i];
            double y = position[i + 1];
            double sumX = 0;
            double sumY = 0;
            for (int j = 0; j < i; j += 2) {
                double dx = x - position[j];
                double dy = y - position[j + 1];
                double q = 1 / (1 + dx * dx + dy * dy);
                total += q;
                double force = q * q;
                sumX += force * dx;
                sumY += force * dy;
                gradient[j] -= force * dx;
                gradient[j + 1] -= force * dy;
            }
            gradient[i] += sumX;
            gradient[i + 1] += sumY;
        }
        return 2 * total;
    }

    private void move(double rate, double momentum) {
        for (int i = 0; i < 2 * count; i++) {
            boolean onward = Math.signum(gradient[i]) != Math.signum(velocity[i]);
            gains[i] = Math.max(LEAST_GAIN, onward ? gains[i] + 0.2 : gains[i] * 0.8);
            velocity[i] = momentum * velocity[i] - rate * gains[i] * 4 * gradient[i];
            position[i] += velocity[i];
        }
    }
}
