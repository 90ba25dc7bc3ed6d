package io.limpid.reports.tensorboard;

import io.limpid.reports.tensorboard.EventProtos.Histogram;

/** Counts values in buckets. */
final class Histograms {
    private static final int BUCKETS = 30;

    private Histograms() {}

    /** Thirty buckets of equal width from the least to the greatest value; NaN and infinities are not counted. */
    static Histogram of(float[] values) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
                squares += (double) value * value;
                count++;
            }
        }
        Histogram.Builder histogram =
                Histogram.newBuilder().setNum(count).setSum(sum).setSumSquares(squares);
        return count == 0 ? histogram.build() : counted(histogram.setMin(min).setMax(max), values);
    }

    private static Histogram counted(Histogram.Builder histogram, float[] values) {
        double width = (histogram.getMax() - histogram.getMin()) / BUCKETS;
        // all values alike: the width is free
        double step = width == 0 ? 1 : width;
        long[] counts = new long[BUCKETS];
        for (float value : values) {
            if (Float.isFinite(value)) {
                counts[Math.min(BUCKETS - 1, (int) ((value - histogram.getMin()) / step))]++;
            }
        }
        for (int i = 0; i < BUCKETS; i++) {
            histogram.addBucketLimit(histogram.getMin() + (i + 1) * step).addBucket(counts[i]);
        }
        return histogram.build();
    }
}
