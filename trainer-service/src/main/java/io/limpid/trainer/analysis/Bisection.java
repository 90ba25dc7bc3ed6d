package io.limpid.trainer.analysis;

import java.util.function.DoubleUnaryOperator;

/** Finds how wide a point's neighbourhood is. */
final class Bisection {
    private static final int STEPS = 60;

    private Bisection() {}

    /**
     * Where a function that grows reaches a value: doubled or halved until it lies between two bounds, then halved between them.
     *
     * @param start positive
     */
    static double solve(DoubleUnaryOperator growing, double value, double start) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double at = start;
        for (int step = 0; step < STEPS; step++) {
            boolean below = growing.applyAsDouble(at) < value;
            low = below ? at : low;
            high = below ? high : at;
            at = Double.isInfinite(high) ? 2 * at : (low + high) / 2;
        }
        return at;
    }

    /**
     * exp(-precision · square), normed to sum to 1, with the precision that gives them this entropy, in nats.
     *
     * @param precision to begin with
     */
    static double[] likelihoods(double[] squares, double entropy, double precision) {
        // entropy falls as precision grows
        double found = solve(candidate -> -entropy(normed(squares, candidate)), -entropy, precision);
        return normed(squares, found);
    }

    private static double[] normed(double[] squares, double precision) {
        double[] likelihoods = new double[squares.length];
        double sum = 0;
        for (int i = 0; i < squares.length; i++) {
            likelihoods[i] = Math.exp(-precision * squares[i]);
            sum += likelihoods[i];
        }
        for (int i = 0; i < squares.length; i++) {
            likelihoods[i] /= sum;
        }
        return likelihoods;
    }

    private static double entropy(double[] likelihoods) {
        double entropy = 0;
        for (double likelihood : likelihoods) {
            entropy -= likelihood > 0 ? likelihood * Math.log(likelihood) : 0;
        }
        return entropy;
    }
}
