package io.limpid.datasets;

import io.limpid.contracts.image.Pixels;

/** A decoded picture, one byte a value, planar. Owns its array; immutable. */
final class Picture {
    private final ImageSet.Shape shape;
    private final byte[] values;

    private Picture(ImageSet.Shape shape, byte[] values) {
        this.shape = shape;
        this.values = values;
    }

    /** @param channels 1 or 3; others than the pixels' own are made of them */
    static Picture of(Pixels pixels, int channels) {
        int plane = pixels.shape().height() * pixels.shape().width();
        ImageSet.Shape shape = new ImageSet.Shape(
                channels, pixels.shape().height(), pixels.shape().width());
        byte[] values = new byte[shape.size()];
        boolean mixed = pixels.shape().channels() == 3 && channels == 1;
        int source = pixels.shape().channels();
        for (int i = 0; i < values.length; i++) {
            float value = mixed ? luma(pixels, i, plane) : pixels.get(source == 1 ? i % plane : i);
            values[i] = (byte) Math.round(value * 255);
        }
        return new Picture(shape, values);
    }

    /** By Rec. 601, as most programs turn colours to grey. */
    private static float luma(Pixels pixels, int index, int plane) {
        return 0.299f * pixels.get(index) + 0.587f * pixels.get(plane + index) + 0.114f * pixels.get(2 * plane + index);
    }

    ImageSet.Shape shape() {
        return shape;
    }

    /** The value at a channel, row and column, 0 to 255. */
    int value(int channel, int y, int x) {
        return values[(channel * shape.height() + y) * shape.width() + x] & 0xff;
    }

    /** A copy. */
    byte[] bytes() {
        return values.clone();
    }
}
