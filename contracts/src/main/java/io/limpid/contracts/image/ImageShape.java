package io.limpid.contracts.image;

/**
 * The shape of an image, in the order {@code [channels, height, width]} that tensors use.
 *
 * @param channels 1 for grey, 3 for RGB; any positive number is a shape, codecs and models decide what they take
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 */
public record ImageShape(int channels, int height, int width) {
    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "an image shape needs channels, height and width of at least 1, got [%d,%d,%d]"
                            .formatted(channels, height, width));
        }
        if ((long) channels * height * width > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "an image of [%d,%d,%d] is larger than an array can be".formatted(channels, height, width));
        }
    }

    /** Pixels in one channel: height × width. */
    public int pixelCount() {
        return height * width;
    }

    /** Values in all channels: channels × height × width. */
    public int size() {
        return channels * height * width;
    }

    /** Of the same height and width. */
    public ImageShape withChannels(int other) {
        return new ImageShape(other, height, width);
    }

    @Override
    public String toString() {
        return "[" + channels + "," + height + "," + width + "]";
    }
}
