package io.limpid.inference;

import io.limpid.contracts.image.ImageShape;

/**
 * What a model takes: images, or latent vectors.
 *
 * @param channels of images; 0 for latent heads
 * @param height of images; 0 for any, and for latent heads
 * @param width of images; 0 for any, and for latent heads
 * @param latentSize of latent vectors; 0 for models that take images
 */
public record InputShape(int channels, int height, int width, int latentSize) {
    private static final int EXAMPLE_SIZE = 32;

    public InputShape {
        boolean image = latentSize == 0 && channels > 0 && height >= 0 && width >= 0;
        boolean latent = latentSize > 0 && channels == 0 && height == 0 && width == 0;
        if (!image && !latent) {
            throw new IllegalArgumentException("expected the shape of an image or of a latent vector, got channels="
                    + channels + ", height=" + height + ", width=" + width + ", latentSize=" + latentSize);
        }
    }

    static InputShape image(int channels, int height, int width) {
        return new InputShape(channels, height, width, 0);
    }

    static InputShape latent(int size) {
        return new InputShape(0, 0, 0, size);
    }

    boolean takesImages() {
        return latentSize == 0;
    }

    public boolean isFixedSize() {
        return takesImages() && height > 0 && width > 0;
    }

    /** Whether images of any height and width are taken. */
    public boolean isAnySize() {
        return takesImages() && height == 0 && width == 0;
    }

    /** Whether images of that shape are taken as they are, or, where these are of grey only, channel by channel. */
    public boolean acceptsByChannel(ImageShape shape) {
        return accepts(shape) || channels == 1 && accepts(shape.withChannels(1));
    }

    public boolean accepts(ImageShape shape) {
        return takesImages()
                && shape.channels() == channels
                && (height == 0 || shape.height() == height)
                && (width == 0 || shape.width() == width);
    }

    /** A shape that is accepted, for warming up. */
    ImageShape example() {
        return new ImageShape(channels, orExample(height), orExample(width));
    }

    /** The size of that shape, which may be larger than an array. */
    long exampleValues() {
        return (long) channels * orExample(height) * orExample(width);
    }

    private static int orExample(int size) {
        return size > 0 ? size : EXAMPLE_SIZE;
    }

    @Override
    public String toString() {
        return takesImages()
                ? "[" + channels + "," + any(height) + "," + any(width) + "]"
                : "latent[" + latentSize + "]";
    }

    private static String any(int size) {
        return size == 0 ? "any" : Integer.toString(size);
    }
}
