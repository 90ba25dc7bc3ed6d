package io.limpid.trainer.analysis;

import java.util.Arrays;

/** How well a score tells two groups apart: the area under the receiver operating characteristic (Hanley and McNeil, 1982). */
public final class Auroc {
    private Auroc() {}

    /**
     * The probability that a random one of {@code positives} scores higher than a random one of {@code negatives}, where equal
     * scores count half: exact, by the rank sum of Mann and Whitney (1947).
     *
     * @param negatives scores of what should score low; finite, at least one
     * @param positives scores of what should score high; finite, at least one
     * @return in [0,1]; 0.5 is chance
     * @throws IllegalArgumentException when a group is empty, or a score is NaN
     */
    public static double of(double[] negatives, double[] positives) {
        if (negatives.length == 0 || positives.length == 0) {
            throw new IllegalArgumentException("expected scores of both groups, found " + negatives.length
                    + " negatives and " + positives.length + " positives");
        }
        double[] sorted = sorted(negatives);
        double below = 0;
        for (double positive : sorted(positives)) {
            below += (count(sorted, positive, false) + count(sorted, positive, true)) / 2.0;
        }
        return below / ((double) negatives.length * positives.length);
    }

    private static double[] sorted(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        // sorting puts NaN last
        if (Double.isNaN(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("expected scores that are numbers, found NaN");
        }
        return sorted;
    }

    /** How many are below {@code value}, or, where {@code orEqual}, not above it. */
    private static int count(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean counts = orEqual ? sorted[middle] <= value : sorted[middle] < value;
            low = counts ? middle + 1 : low;
            high = counts ? high : middle;
        }
        return low;
    }
}
