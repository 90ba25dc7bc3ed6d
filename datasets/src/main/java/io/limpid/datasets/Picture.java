package io.limpid.datasets;

import io.limpid.contracts.image.Pixels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

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
        ImageSet.Shape shape = new ImageSet.Shape(
                channels, pixels.shape().height(), pixels.shape().width());
        Pixels asked = pixels.withChannels(channels);
        byte[] values = new byte[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.round(asked.get(i) * 255);
        }
        return new Picture(shape, values);
    }

    ImageSet.Shape shape() {
        return shape;
    }

    /** Whether all channels are the same. */
    boolean isGrey() {
        int plane = shape.height() * shape.width();
        for (int i = plane; i < values.length; i++) {
            if (values[i] != values[i - plane]) {
                return false;
            }
        }
        return true;
    }

    /** A copy. */
    byte[] bytes() {
        return values.clone();
    }

    /** Writes a part as floats in [0,1]. */
    void copy(PairSet.Window window, float[] target, int offset) {
        int at = offset;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = window.top(); y < window.top() + window.height(); y++) {
                int row = (channel * shape.height() + y) * shape.width() + window.left();
                for (int x = 0; x < window.width(); x++) {
                    target[at++] = (values[row + x] & 0xff) * (1f / 255);
                }
            }
        }
    }

    /**
     * The left and the right half.
     *
     * @param name for messages
     */
    List<Picture> halves(String name) {
        if (shape.width() % 2 != 0) {
            throw new DataException(
                    name + ": expected two pictures side by side, found an odd width of " + shape.width() + " pixels");
        }
        int width = shape.width() / 2;
        return List.of(columns(0, width), columns(width, width));
    }

    private Picture columns(int left, int width) {
        ImageSet.Shape part = new ImageSet.Shape(shape.channels(), shape.height(), width);
        byte[] copied = new byte[part.size()];
        for (int row = 0; row < shape.channels() * shape.height(); row++) {
            System.arraycopy(values, row * shape.width() + left, copied, row * width, width);
        }
        return new Picture(part, copied);
    }

    /** Of that height, by area averaging, the width in proportion; a picture no higher stays as it is. */
    Picture shrunk(int height) {
        if (height >= shape.height()) {
            return this;
        }
        int width = Math.max(1, Math.round((float) shape.width() * height / shape.height()));
        ImageSet.Shape small = new ImageSet.Shape(shape.channels(), height, width);
        return new Picture(small, AreaAverage.shrink(values, shape, small));
    }

    /** Of the shape and the values. */
    String sha256() {
        MessageDigest digest = Sha256.digest();
        digest.update(shape.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(values));
    }
}
