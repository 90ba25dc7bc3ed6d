package io.limpid.trainer.analysis;

/** Checks that all measures of a latent space share. */
final class Points {
    private Points() {}

    /**
     * @return the number of dimensions
     * @throws IllegalArgumentException when there are fewer points than {@code fewest}, or they have none or several lengths, or a
     *     value is not finite
     */
    static int dimensions(float[][] points, int fewest) {
        if (points.length < fewest || points[0].length == 0) {
            throw new IllegalArgumentException(
                    "expected at least " + fewest + " points with values, found " + points.length);
        }
        for (int i = 0; i < points.length; i++) {
            requireUsable(points[i], points[0].length, i);
        }
        return points[0].length;
    }

    private static void requireUsable(float[] point, int dimensions, int index) {
        if (point.length != dimensions) {
            throw new IllegalArgumentException(
                    "expected points of %d values, found %d in point %d".formatted(dimensions, point.length, index));
        }
        for (float value : point) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("expected finite values, found " + value + " in point " + index);
            }
        }
    }

    /** @throws IllegalArgumentException when there is not one label a point */
    static void requireLabels(float[][] points, int[] labels) {
        if (points.length != labels.length) {
            throw new IllegalArgumentException(
                    "expected a label a point, found " + points.length + " points and " + labels.length + " labels");
        }
    }

    static double squaredDistance(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            float difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
