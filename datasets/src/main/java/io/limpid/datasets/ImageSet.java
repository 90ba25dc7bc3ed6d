package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Labelled images of one shape, one byte a value, planar. Immutable; {@link #slice} shares the memory. */
public final class ImageSet {
    /** Multiplied, not divided by 255: bit for bit the floats that the payload codec makes of a picture file. */
    private static final float[] VALUES = values();

    private final Shape shape;
    private final byte[] pixels;
    private final byte[] labels;
    private final List<String> names;
    private final int first;
    private final int size;

    /** Channels, height and width of every image of a set. */
    public record Shape(int channels, int height, int width) {
        public int size() {
            return channels * height * width;
        }
    }

    private ImageSet(Shape shape, byte[] pixels, byte[] labels, List<String> names, int first, int size) {
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
        this.names = names;
        this.first = first;
        this.size = size;
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
        return new ImageSet(shape, pixels, labels, List.copyOf(names), 0, labels.length);
    }

    public Shape shape() {
        return shape;
    }

    public int size() {
        return size;
    }

    /** The class index of an image. */
    public int label(int index) {
        return labels[first + checked(index)];
    }

    /** The names of the classes, by index. */
    public List<String> labelNames() {
        return names;
    }

    /** Writes an image's values, in [0,1]. */
    public void copyImage(int index, float[] target, int offset) {
        int start = (first + checked(index)) * shape.size();
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
        int end = Math.min(to, size);
        if (from < 0 || from > end) {
            throw new DataException("expected a slice of " + size + " images, asked for " + from + " to " + to);
        }
        return new ImageSet(shape, pixels, labels, names, first + from, end - from);
    }

    /** The SHA-256 of the pixels and the labels, lower-case hexadecimal. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(pixels, first * shape.size(), size * shape.size());
            digest.update(labels, first, size);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    private static float[] values() {
        float[] values = new float[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * (1f / 255);
        }
        return values;
    }

    private int checked(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("image " + index + " of " + size);
        }
        return index;
    }
}
