package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image's values as floats, planar: {@code [channels, height, width]}, row by row. The nominal range is [0,1], where 0
 * is black; raw float input may overshoot it, as unclipped noise does. Owns its array; immutable.
 */
public final class Pixels {
    private final ImageShape shape;
    private final float[] values;

    private Pixels(ImageShape shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Wraps an array without copying it.
     *
     * @param values exactly {@code shape.size()} values; the caller must not touch the array afterwards
     */
    public static Pixels of(ImageShape shape, float[] values) {
        requireNonNull(shape, "shape");
        requireNonNull(values, "values");
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "an image of " + shape + " has " + shape.size() + " values, got " + values.length);
        }
        return new Pixels(shape, values);
    }

    /** Reads {@code shape.size()} values from the buffer's position on, and moves the position behind them. */
    public static Pixels read(ImageShape shape, FloatBuffer source) {
        float[] values = new float[shape.size()];
        source.get(values);
        return new Pixels(shape, values);
    }

    public ImageShape shape() {
        return shape;
    }

    public float get(int channel, int y, int x) {
        return values[(channel * shape.height() + y) * shape.width() + x];
    }

    /** The value at a planar index in {@code [0, shape.size())}. */
    public float get(int index) {
        return values[index];
    }

    /** Writes all values at the buffer's position, and moves the position behind them. */
    public void copyTo(FloatBuffer target) {
        target.put(values);
    }

    /**
     * Copies a part of a row.
     *
     * @param target gets {@code count} values from index {@code at} on
     */
    public void copyRow(int channel, int y, int x, float[] target, int at, int count) {
        System.arraycopy(values, (channel * shape.height() + y) * shape.width() + x, target, at, count);
    }

    /**
     * A rectangle of the image, in all channels.
     *
     * @throws IndexOutOfBoundsException when it reaches beyond the image
     */
    public Pixels crop(int top, int left, int height, int width) {
        Objects.checkFromIndexSize(top, height, shape.height());
        Objects.checkFromIndexSize(left, width, shape.width());
        ImageShape cropped = new ImageShape(shape.channels(), height, width);
        float[] part = new float[cropped.size()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < height; y++) {
                copyRow(channel, top + y, left, part, (channel * height + y) * width, width);
            }
        }
        return new Pixels(cropped, part);
    }

    /**
     * The image with rows below it and columns to its right that repeat its last ones; {@link #crop} at the upper left undoes it.
     *
     * @param height of the whole, at least the image's, as the width
     */
    public Pixels extended(int height, int width) {
        if (height < shape.height() || width < shape.width()) {
            throw new IllegalArgumentException(
                    "expected at least the height and width of " + shape + ", found " + height + "x" + width);
        }
        ImageShape larger = new ImageShape(shape.channels(), height, width);
        float[] extended = new float[larger.size()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < height; y++) {
                int at = (channel * height + y) * width;
                copyRow(channel, Math.min(y, shape.height() - 1), 0, extended, at, shape.width());
                Arrays.fill(extended, at + shape.width(), at + width, extended[at + shape.width() - 1]);
            }
        }
        return new Pixels(larger, extended);
    }

    /**
     * The image with its mirror images below it and to its right, as often as they fit; {@link #crop} at the upper left undoes it.
     *
     * @param height of the whole, at least the image's, as the width
     */
    public Pixels mirrored(int height, int width) {
        if (height < shape.height() || width < shape.width()) {
            throw new IllegalArgumentException(
                    "expected at least the height and width of " + shape + ", found " + height + "x" + width);
        }
        ImageShape larger = new ImageShape(shape.channels(), height, width);
        float[] mirrored = new float[larger.size()];
        int at = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < height; y++) {
                int row = folded(y, shape.height());
                for (int x = 0; x < width; x++) {
                    mirrored[at++] = get(channel, row, folded(x, shape.width()));
                }
            }
        }
        return new Pixels(larger, mirrored);
    }

    /** Forth and back. */
    private static int folded(int at, int length) {
        int inTwo = at % (2 * length);
        return inTwo < length ? inTwo : 2 * length - 1 - inTwo;
    }

    /** Whether all channels say the same. */
    public boolean isGrey() {
        int plane = shape.pixelCount();
        for (int i = plane; i < values.length; i++) {
            if (values[i] != values[i - plane]) {
                return false;
            }
        }
        return true;
    }

    /** One channel, from 0, as a grey image. */
    public Pixels channel(int index) {
        Objects.checkIndex(index, shape.channels());
        int from = index * shape.pixelCount();
        return new Pixels(shape.withChannels(1), Arrays.copyOfRange(values, from, from + shape.pixelCount()));
    }

    /**
     * The image whose channels are those grey images.
     *
     * @param planes all of one shape
     */
    public static Pixels ofChannels(List<Pixels> planes) {
        ImageShape plane = planes.get(0).shape;
        float[] values = new float[planes.size() * plane.size()];
        for (int channel = 0; channel < planes.size(); channel++) {
            if (!planes.get(channel).shape.equals(plane) || plane.channels() != 1) {
                throw new IllegalArgumentException("expected grey images of one shape, found " + planes);
            }
            System.arraycopy(planes.get(channel).values, 0, values, channel * plane.size(), plane.size());
        }
        return new Pixels(plane.withChannels(planes.size()), values);
    }

    /** The only channel of a grey image, as every channel of a new one. */
    Pixels repeated(int channels) {
        float[] repeated = new float[channels * values.length];
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(values, 0, repeated, channel * values.length, values.length);
        }
        return new Pixels(new ImageShape(channels, shape.height(), shape.width()), repeated);
    }

    /**
     * The image in grey or in colour: colours become grey by Rec. 601, as in most programs, and grey is the same in every channel.
     *
     * @param channels 1 or 3; the image has 1 or 3 itself
     */
    public Pixels withChannels(int channels) {
        if (channels == shape.channels()) {
            return this;
        }
        if (channels == 3 && shape.channels() == 1) {
            return repeated(3);
        }
        if (channels != 1 || shape.channels() != 3) {
            throw new IllegalArgumentException(
                    "expected to go from 1 channel to 3 or back, found from " + shape.channels() + " to " + channels);
        }
        int plane = shape.pixelCount();
        float[] grey = new float[plane];
        for (int i = 0; i < plane; i++) {
            grey[i] = 0.299f * values[i] + 0.587f * values[plane + i] + 0.114f * values[2 * plane + i];
        }
        return new Pixels(shape.withChannels(1), grey);
    }

    /** A copy of the values. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pixels that && shape.equals(that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    /** The shape only: pixels never reach a log. */
    @Override
    public String toString() {
        return "Pixels" + shape;
    }
}
