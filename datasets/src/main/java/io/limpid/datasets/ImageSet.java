package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Labelled images of one shape, one byte a value, planar. Immutable; parts of a set share its memory. */
public final class ImageSet {
    /** Multiplied, not divided by 255: bit for bit the floats that the payload codec makes of a picture file. */
    private static final float[] VALUES = values();

    private final Shape shape;
    private final byte[] pixels;
    private final byte[] labels;
    private final List<String> names;
    /** The images of this set among those of the arrays, in its order. */
    private final int[] order;

    /** Channels, height and width of every image of a set. */
    public record Shape(int channels, int height, int width) {
        public int size() {
            return channels * height * width;
        }
    }

    private ImageSet(Shape shape, byte[] pixels, byte[] labels, List<String> names, int[] order) {
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
        this.names = names;
        this.order = order;
    }

    /**
     * Wraps arrays, which the caller must not touch afterwards.
     *
     * @param pixels one image after another, unsigned bytes, 0 is black
     * @param labels a class index an image
     * @param names of the classes, by index
     */
    public static ImageSet of(Shape shape, byte[] pixels, byte[] labels, List<String> names) {
        requireNonNull(shape, "shape");
        if (pixels.length != (long) labels.length * shape.size()) {
            throw new DataException("expected %d bytes for %d images of %s, found %d"
                    .formatted((long) labels.length * shape.size(), labels.length, shape, pixels.length));
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= names.size()) {
                throw new DataException(
                        "expected labels from 0 to " + (names.size() - 1) + ", found " + labels[i] + " for image " + i);
            }
        }
        return new ImageSet(
                shape,
                pixels,
                labels,
                List.copyOf(names),
                IntStream.range(0, labels.length).toArray());
    }

    public Shape shape() {
        return shape;
    }

    public int size() {
        return order.length;
    }

    /** The class index of an image. */
    public int label(int index) {
        return labels[order[checked(index)]];
    }

    /** The names of the classes, by index. */
    public List<String> labelNames() {
        return names;
    }

    /** Writes an image's values, in [0,1]. */
    public void copyImage(int index, float[] target, int offset) {
        int start = start(index);
        for (int i = 0; i < shape.size(); i++) {
            target[offset + i] = VALUES[pixels[start + i] & 0xff];
        }
    }

    /** An image's values, in [0,1]. */
    public float[] image(int index) {
        float[] values = new float[shape.size()];
        copyImage(index, values, 0);
        return values;
    }

    /** The images from {@code from} on, before {@code to}; {@code to} beyond the end means the end. */
    public ImageSet slice(int from, int to) {
        int end = Math.min(to, size());
        if (from < 0 || from > end) {
            throw new DataException("expected a slice of " + size() + " images, asked for " + from + " to " + to);
        }
        return new ImageSet(shape, pixels, labels, names, Arrays.copyOfRange(order, from, end));
    }

    /** The images with these indices, in this order. */
    public ImageSet pick(int[] indices) {
        int[] picked = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            picked[i] = order[checked(indices[i])];
        }
        return new ImageSet(shape, pixels, labels, names, picked);
    }

    /**
     * The images of some classes; labels and names of the classes stay what they are.
     *
     * @throws DataException when there is no such class
     */
    public ImageSet ofClasses(Collection<String> labelNames) {
        for (String wanted : labelNames) {
            if (!names.contains(wanted)) {
                throw new DataException("expected a class of " + names + ", found '" + wanted + "'");
            }
        }
        return pick(IntStream.range(0, size())
                .filter(i -> labelNames.contains(names.get(label(i))))
                .toArray());
    }

    /** An image as it is stored. */
    byte[] bytes(int index) {
        int start = start(index);
        return Arrays.copyOfRange(pixels, start, start + shape.size());
    }

    /** The SHA-256 of the pixels and the labels, lower-case hexadecimal. */
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        for (int image : order) {
            digest.update(pixels, image * shape.size(), shape.size());
        }
        for (int image : order) {
            digest.update(labels[image]);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static float[] values() {
        float[] values = new float[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * (1f / 255);
        }
        return values;
    }

    private int start(int index) {
        return order[checked(index)] * shape.size();
    }

    private int checked(int index) {
        if (index < 0 || index >= order.length) {
            throw new IndexOutOfBoundsException("image " + index + " of " + order.length);
        }
        return index;
    }
}
