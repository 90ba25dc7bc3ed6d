package io.limpid.datasets;

/**
 * Resizes pictures, each direction by itself: smaller by area averaging, where a value is the mean of all that it covers; larger
 * by linear interpolation between the centres of pixels, where edges are held.
 */
public final class Resize {
    private Resize() {}

    /**
     * A picture in another size; its proportions change as they must.
     *
     * @param picture planar, of the first shape
     * @param to as many channels
     * @return a new array, even where the shapes are the same
     */
    public static float[] resize(float[] picture, ImageSet.Shape from, ImageSet.Shape to) {
        if (picture.length != from.size() || from.channels() != to.channels()) {
            throw new IllegalArgumentException("expected %d values of %s, and as many channels in %s; found %d values"
                    .formatted(from.size(), from, to, picture.length));
        }
        // each pass transposes its planes, so that after two of them rows are rows again
        float[] columns = lines(picture, from.channels() * from.height(), from.height(), from.width(), to.width());
        return lines(columns, from.channels() * to.width(), to.width(), from.height(), to.height());
    }

    /** Resizes every line of {@code length}; the lines of a plane, {@code linesEach}, become its columns. */
    private static float[] lines(float[] values, int lines, int linesEach, int length, int resized) {
        float[] result = new float[lines * resized];
        for (int line = 0; line < lines; line++) {
            int plane = line / linesEach * linesEach * resized;
            for (int i = 0; i < resized; i++) {
                result[plane + i * linesEach + line % linesEach] = resized <= length
                        ? mean(
                                values,
                                line * length,
                                (double) length / resized * i,
                                (double) length / resized * (i + 1))
                        : between(values, line * length, length, (i + 0.5) * length / resized - 0.5);
            }
        }
        return result;
    }

    private static float mean(float[] values, int line, double start, double end) {
        double sum = 0;
        for (int i = (int) start; i < end - 1e-9; i++) {
            sum += values[line + i] * (Math.min(end, i + 1) - Math.max(start, i));
        }
        return (float) (sum / (end - start));
    }

    private static float between(float[] values, int line, int length, double position) {
        double held = Math.max(0, Math.min(length - 1, position));
        int left = (int) held;
        int right = Math.min(length - 1, left + 1);
        double part = held - left;
        return (float) ((1 - part) * values[line + left] + part * values[line + right]);
    }
}
