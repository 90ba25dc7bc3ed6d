package io.limpid.trainer.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Minimises smooth functions: L-BFGS (Liu and Nocedal, 1989) with ten pairs, and a backtracking line search. */
final class Lbfgs {
    private static final int PAIRS = 10;
    private static final double SUFFICIENT = 1e-4;
    private static final double FLAT = 1e-6;
    private static final int HALVINGS = 30;

    private final Deque<Pair> newestFirst = new ArrayDeque<>();

    private Lbfgs() {}

    /** A function and its slope. */
    interface Loss {
        /** @param gradient is overwritten with the slope at {@code x} */
        double at(double[] x, double[] gradient);
    }

    private record Pair(double[] step, double[] change, double product) {}

    /** @return where the slope is flat, or where that many iterations have come */
    static double[] minimise(Loss loss, double[] start, int iterations) {
        return new Lbfgs().run(loss, start, iterations);
    }

    private double[] run(Loss loss, double[] start, int iterations) {
        double[] x = start.clone();
        double[] gradient = new double[x.length];
        double value = loss.at(x, gradient);
        for (int iteration = 0; iteration < iterations && largest(gradient) > FLAT; iteration++) {
            double[] direction = direction(gradient);
            double[] next = new double[x.length];
            double[] nextGradient = new double[x.length];
            double reached = search(loss, x, value, direction, dot(direction, gradient), next, nextGradient);
            if (!(reached < value)) {
                return x;
            }
            remember(x, next, gradient, nextGradient);
            x = next;
            gradient = nextGradient;
            value = reached;
        }
        return x;
    }

    private static double search(
            Loss loss,
            double[] x,
            double value,
            double[] direction,
            double slope,
            double[] next,
            double[] nextGradient) {
        double length = 1;
        double reached = Double.POSITIVE_INFINITY;
        for (int halving = 0; halving < HALVINGS; halving++) {
            for (int i = 0; i < x.length; i++) {
                next[i] = x[i] + length * direction[i];
            }
            reached = loss.at(next, nextGradient);
            if (reached <= value + SUFFICIENT * length * slope) {
                return reached;
            }
            length /= 2;
        }
        return reached;
    }

    /** The two-loop recursion. */
    private double[] direction(double[] gradient) {
        double[] direction = new double[gradient.length];
        add(direction, -1, gradient);
        double[] alphas = new double[newestFirst.size()];
        int at = 0;
        for (Pair pair : newestFirst) {
            alphas[at] = dot(pair.step(), direction) / pair.product();
            add(direction, -alphas[at++], pair.change());
        }
        if (!newestFirst.isEmpty()) {
            Pair newest = newestFirst.getFirst();
            scale(direction, newest.product() / dot(newest.change(), newest.change()));
        }
        for (Iterator<Pair> oldest = newestFirst.descendingIterator(); oldest.hasNext(); ) {
            Pair pair = oldest.next();
            add(direction, alphas[--at] - dot(pair.change(), direction) / pair.product(), pair.step());
        }
        return direction;
    }

    /** Only pairs of positive curvature, which keep the direction downhill. */
    private void remember(double[] x, double[] next, double[] gradient, double[] nextGradient) {
        double[] step = next.clone();
        add(step, -1, x);
        double[] change = nextGradient.clone();
        add(change, -1, gradient);
        double product = dot(step, change);
        if (product > 0) {
            newestFirst.addFirst(new Pair(step, change, product));
            if (newestFirst.size() > PAIRS) {
                newestFirst.removeLast();
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] target, double factor, double[] values) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * values[i];
        }
    }

    private static void scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
