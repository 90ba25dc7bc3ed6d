package io.limpid.trainer.analysis;

import java.util.SplittableRandom;

/**
 * UMAP (McInnes, Healy and Melville, 2018) with 15 neighbours and a least distance of 0.1, on exact neighbours, by one thread.
 * It starts from the PCA, which keeps the whole as well as spectral layout does (Kobak and Linderman, 2021).
 */
final class Umap {
    private static final int NEIGHBOURS = 15;
    private static final int EPOCHS = 500;
    private static final int NEGATIVES = 5;
    /** Of the curve 1 / (1 + a d^(2b)) that fits a least distance of 0.1 at a spread of 1. */
    private static final double A = 1.5769;

    private static final double B = 0.8951;
    private static final double CLIP = 4;
    private static final double START = 10;

    private final WeightedGraph graph;
    private final SplittableRandom random;
    private final double[] position;
    private final int count;

    Umap(float[][] points, long seed) {
        this.count = points.length;
        this.random = new SplittableRandom(seed);
        Neighbours neighbours = Neighbours.of(points, NEIGHBOURS);
        double[][] weights = new double[count][];
        for (int i = 0; i < count; i++) {
            weights[i] = memberships(neighbours, i);
        }
        this.graph = WeightedGraph.of(neighbours, weights, (there, back) -> there + back - there * back);
        this.position = start(points);
    }

    /** 1 for the nearest neighbour, falling so that they sum to the binary logarithm of their count. */
    private static double[] memberships(Neighbours neighbours, int point) {
        double nearest = neighbours.distance(point, 0);
        double farthest = neighbours.distance(point, neighbours.count() - 1);
        double target = Math.log(neighbours.count()) / Math.log(2);
        double width = farthest == nearest
                ? 1
                : Bisection.solve(
                        candidate -> sum(memberships(neighbours, point, nearest, candidate)),
                        target,
                        farthest - nearest);
        return memberships(neighbours, point, nearest, width);
    }

    private static double[] memberships(Neighbours neighbours, int point, double nearest, double width) {
        double[] memberships = new double[neighbours.count()];
        for (int k = 0; k < memberships.length; k++) {
            memberships[k] = Math.exp((nearest - neighbours.distance(point, k)) / width);
        }
        return memberships;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private double[] start(float[][] points) {
        float[][] plane = Projection.PCA.project(points, 0);
        double largest = 0;
        for (float[] point : plane) {
            largest = Math.max(largest, Math.max(Math.abs(point[0]), Math.abs(point[1])));
        }
        double scale = largest == 0 ? 0 : START / largest;
        double[] start = new double[2 * count];
        for (int i = 0; i < start.length; i++) {
            // a little noise keeps equal points apart
            start[i] = plane[i / 2][i % 2] * scale + 1e-4 * random.nextGaussian();
        }
        return start;
    }

    /** Pairs of much weight come often, the strongest in every epoch; each is taken from both sides. */
    float[][] run() {
        double strongest = 0;
        for (int pair = 0; pair < graph.size(); pair++) {
            strongest = Math.max(strongest, graph.weight(pair));
        }
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            double rate = 1 - (double) epoch / EPOCHS;
            for (int pair = 0; pair < graph.size(); pair++) {
                double share = graph.weight(pair) / strongest;
                if ((long) ((epoch + 1) * share) > (long) (epoch * share)) {
                    attract(2 * graph.from(pair), 2 * graph.to(pair), rate);
                    attract(2 * graph.to(pair), 2 * graph.from(pair), rate);
                }
            }
        }
        float[][] plane = new float[count][2];
        for (int i = 0; i < 2 * count; i++) {
            plane[i / 2][i % 2] = (float) position[i];
        }
        return plane;
    }

    private void attract(int i, int j, double rate) {
        double square = square(i, j);
        if (square > 0) {
            double power = Math.pow(square, B);
            double force = -2 * A * B * power / square / (1 + A * power);
            push(i, j, force, rate, true);
        }
        for (int k = 0; k < NEGATIVES; k++) {
            repel(i, 2 * random.nextInt(count), rate);
        }
    }

    private void repel(int i, int other, double rate) {
        double square = square(i, other);
        if (i != other && square > 0) {
            double force = 2 * B / ((0.001 + square) * (1 + A * Math.pow(square, B)));
            push(i, other, force, rate, false);
        }
    }

    private double square(int i, int j) {
        double dx = position[i] - position[j];
        double dy = position[i + 1] - position[j + 1];
        return dx * dx + dy * dy;
    }

    private void push(int i, int j, double force, double rate, boolean both) {
        for (int axis = 0; axis < 2; axis++) {
            double step = force * (position[i + axis] - position[j + axis]);
            double clipped = rate * Math.max(-CLIP, Math.min(CLIP, step));
            position[i + axis] += clipped;
            position[j + axis] -= both ? clipped : 0;
        }
    }
}
