package io.limpid.load.report;

import java.util.Arrays;

/** Middles of figures, and how they grow. */
final class Medians {
    private Medians() {}

    /** 0 of none. */
    static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** 0 of none. */
    static double most(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    /** By how much the later median is above the earlier; 0 where there is nothing to compare. */
    static double growthPercent(double[] earlier, double[] later) {
        double from = of(earlier);
        return from == 0 || later.length == 0 ? 0 : 100 * (of(later) / from - 1);
    }
}
