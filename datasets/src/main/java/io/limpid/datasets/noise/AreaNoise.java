package io.limpid.datasets.noise;

import io.limpid.datasets.ImageSet.Shape;
import java.util.random.RandomGenerator;

/** Noise that spoils neighbours together, and all channels alike. */
final class AreaNoise {
    private static final int WIDEST_BAND = 4;
    private static final int BLOCK = 4;

    private AreaNoise() {}

    /** Bands across the whole image, rows or columns by chance, 1 to 4 pixels wide, each with u uniform between −a and a added. */
    static void stripes(float[] image, int offset, Shape shape, double amplitude, RandomGenerator random) {
        boolean rows = random.nextBoolean();
        int lines = rows ? shape.height() : shape.width();
        int line = 0;
        while (line < lines) {
            int end = Math.min(lines, line + random.nextInt(1, WIDEST_BAND + 1));
            float added = (float) (amplitude * (2 * random.nextDouble() - 1));
            if (rows) {
                change(image, offset, shape, new Box(line, end, 0, shape.width()), 1, added);
            } else {
                change(image, offset, shape, new Box(0, shape.height(), line, end), 1, added);
            }
            line = end;
        }
    }

    /** Of the blocks of 4 × 4 pixels that tile the image, each becomes black with the given probability. */
    static void blocks(float[] image, int offset, Shape shape, double probability, RandomGenerator random) {
        for (int y = 0; y < shape.height(); y += BLOCK) {
            for (int x = 0; x < shape.width(); x += BLOCK) {
                if (random.nextDouble() < probability) {
                    Box block = new Box(y, Math.min(shape.height(), y + BLOCK), x, Math.min(shape.width(), x + BLOCK));
                    change(image, offset, shape, block, 0, 0);
                }
            }
        }
    }

    private record Box(int top, int bottom, int left, int right) {}

    /** v·factor + added for all values of a box. */
    private static void change(float[] image, int offset, Shape shape, Box box, float factor, float added) {
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = box.top(); y < box.bottom(); y++) {
                int row = offset + (channel * shape.height() + y) * shape.width();
                for (int x = box.left(); x < box.right(); x++) {
                    image[row + x] = image[row + x] * factor + added;
                }
            }
        }
    }
}
