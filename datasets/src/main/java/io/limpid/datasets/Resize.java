package io.limpid.datasets;

import io.limpid.datasets.ImageSet.Shape;

/** Brings images to another size: by area averaging where they shrink, bilinearly where they grow, each direction by itself. */
public final class Resize {
    private Resize() {}

    /**
     * A resized copy; proportions are not kept.
     *
     * @param image planar values
     * @param to of as many channels as {@code from}
     */
    public static float[] of(float[] image, Shape from, Shape to) {
        if (image.length != from.size() || from.channels() != to.channels()) {
            throw new IllegalArgumentException(
                    "expected an image of " + from + " to resize to " + to + ", found " + image.length + " values");
        }
        float[] resized = new float[to.size()];
        for (int channel = 0; channel < from.channels(); channel++) {
            float[] plane = new float[from.height() * from.width()];
            System.arraycopy(image, channel * plane.length, plane, 0, plane.length);
            // each pass transposes, so that after two of them rows are rows again
            float[] columns = lines(plane, from.height(), from.width(), to.width());
            float[] rows = lines(columns, to.width(), from.height(), to.height());
            System.arraycopy(rows, 0, resized, channel * rows.length, rows.length);
        }
        return resized;
    }

    /** Each line of {@code length} values gets {@code wanted} of them; the result's lines are the input's columns. */
    private static float[] lines(float[] values, int lines, int length, int wanted) {
        float[] resized = new float[wanted * lines];
        for (int i = 0; i < wanted; i++) {
            for (int line = 0; line < lines; line++) {
                resized[i * lines + line] = wanted < length
                        ? mean(values, line * length, (double) i * length / wanted, (i + 1.0) * length / wanted)
                        : between(values, line * length, length, (i + 0.5) * length / wanted - 0.5);
            }
        }
        return resized;
    }

    /** The mean from one place to another, parts of values counted as such. */
    private static float mean(float[] values, int start, double from, double to) {
        double sum = 0;
        for (int at = (int) from; at < to; at++) {
            double share = Math.min(at + 1.0, to) - Math.max(at, from);
            // the last place may lie a rounding error behind the line
            sum += share > 1e-9 ? share * values[start + at] : 0;
        }
        return (float) (sum / (to - from));
    }

    private static float between(float[] values, int start, int length, double at) {
        double inside = Math.min(length - 1.0, Math.max(0, at));
        int left = (int) inside;
        int right = Math.min(length - 1, left + 1);
        double share = inside - left;
        return (float) ((1 - share) * values[start + left] + share * values[start + right]);
    }
}
