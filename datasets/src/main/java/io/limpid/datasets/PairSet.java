package io.limpid.datasets;

/**
 * Pictures of any size, each with the clean picture it should become; where both are the same, noise is to be added. Thread-safe.
 * Values are planar, in [0,1].
 */
public interface PairSet {
    int size();

    /** For people, such as the file's name. */
    String name(int index);

    /** Of the input and of the clean picture alike. */
    ImageSet.Shape shape(int index);

    /** A copy of the input picture. */
    float[] input(int index);

    /** A copy of the clean picture. */
    float[] clean(int index);

    /**
     * A part of a picture, in pixels.
     *
     * @param top the first row
     * @param left the first column
     */
    record Window(int top, int left, int height, int width) {}

    /** Writes a part of the input picture. */
    default void copyInput(int index, Window window, float[] target, int offset) {
        copy(input(index), shape(index), window, target, offset);
    }

    /** Writes a part of the clean picture. */
    default void copyClean(int index, Window window, float[] target, int offset) {
        copy(clean(index), shape(index), window, target, offset);
    }

    private static void copy(float[] values, ImageSet.Shape shape, Window window, float[] target, int offset) {
        int at = offset;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = window.top(); y < window.top() + window.height(); y++) {
                int row = (channel * shape.height() + y) * shape.width() + window.left();
                System.arraycopy(values, row, target, at, window.width());
                at += window.width();
            }
        }
    }
}
