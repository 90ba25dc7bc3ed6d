package io.limpid.inference.drift;

import java.util.List;

/** Mean and standard deviation of each dimension of points, taken up one after another. */
public final class Moments {
    private final double[] sums;
    private final double[] squares;
    private int count;

    public Moments(int dimensions) {
        this.sums = new double[dimensions];
        this.squares = new double[dimensions];
    }

    public void add(double[] point) {
        if (point.length != sums.length) {
            throw new IllegalArgumentException(
                    "expected points of " + sums.length + " dimensions, got one of " + point.length);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += point[i];
            squares[i] += point[i] * point[i];
        }
        count++;
    }

    /** Of the points of all of them. */
    static Moments joined(List<Moments> parts) {
        Moments all = new Moments(parts.get(0).dimensions());
        for (Moments part : parts) {
            for (int i = 0; i < all.sums.length; i++) {
                all.sums[i] += part.sums[i];
                all.squares[i] += part.squares[i];
            }
            all.count += part.count;
        }
        return all;
    }

    public int dimensions() {
        return sums.length;
    }

    public int count() {
        return count;
    }

    public double mean(int dimension) {
        return sums[dimension] / count;
    }

    public double deviation(int dimension) {
        double mean = mean(dimension);
        return Math.sqrt(Math.max(0, squares[dimension] / count - mean * mean));
    }
}
