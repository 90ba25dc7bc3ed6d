package io.limpid.datasets;

/** Shrinks by area averaging: a value is the mean of all that it covers, weighted by how much of each it covers. */
final class AreaAverage {
    private AreaAverage() {}

    /** @param to no larger than {@code from} in either direction */
    static byte[] shrink(byte[] values, ImageSet.Shape from, ImageSet.Shape to) {
        byte[] shrunk = new byte[to.size()];
        float[] plane = new float[from.height() * from.width()];
        for (int channel = 0; channel < from.channels(); channel++) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = values[channel * plane.length + i] & 0xff;
            }
            // each pass transposes, so that after two of them rows are rows again
            float[] columns = shrinkLines(plane, from.height(), from.width(), to.width());
            float[] rows = shrinkLines(columns, to.width(), from.height(), to.height());
            for (int i = 0; i < rows.length; i++) {
                shrunk[channel * rows.length + i] = (byte) Math.round(rows[i]);
            }
        }
        return shrunk;
    }

    /** Shrinks each line from {@code length} values to {@code shorter}; the result's lines are the input's columns. */
    private static float[] shrinkLines(float[] values, int lines, int length, int shorter) {
        float[] shrunk = new float[shorter * lines];
        double step = (double) length / shorter;
        for (int i = 0; i < shorter; i++) {
            double start = i * step;
            double end = Math.min(length, start + step);
            for (int line = 0; line < lines; line++) {
                shrunk[i * lines + line] = mean(values, line * length, start, end);
            }
        }
        return shrunk;
    }

    /** Of the stretch between two positions of a line. */
    private static float mean(float[] values, int line, double start, double end) {
        double sum = 0;
        for (int i = (int) start; i < end; i++) {
            sum += values[line + i] * (Math.min(end, i + 1) - Math.max(start, i));
        }
        return (float) (sum / (end - start));
    }
}
