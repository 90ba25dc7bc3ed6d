package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongToIntFunction;
import javax.imageio.ImageIO;

/** Pictures for the tests of this package. */
final class TestImages {
    private static final ImageCodec CODEC = new ImageCodec(PayloadLimits.STANDARD);

    private TestImages() {}

    /** Values on the 8-bit grid, so that 8-bit encodings keep them; the same for the same shape. */
    static Pixels noise(ImageShape shape) {
        SplittableRandom random = new SplittableRandom(shape.hashCode());
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256) * (1f / 255);
        }
        return Pixels.of(shape, values);
    }

    /** Values on the 8- or 16-bit grid, and alpha on it too where asked for. */
    static DecodedImage noise(int channels, int bitDepth, boolean alpha, int height, int width) {
        ImageShape shape = new ImageShape(channels, height, width);
        Optional<Pixels> plane =
                alpha ? Optional.of(grid(new ImageShape(1, height, width), bitDepth)) : Optional.empty();
        return new DecodedImage(grid(shape, bitDepth), plane, bitDepth);
    }

    private static Pixels grid(ImageShape shape, int bitDepth) {
        if (bitDepth == 8) {
            return noise(shape);
        }
        SplittableRandom random = new SplittableRandom(shape.hashCode());
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(65536) / 65535f;
        }
        return Pixels.of(shape, values);
    }

    /** A smooth picture with few colours, as lossy encodings like them. */
    static Pixels gradient(ImageShape shape) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int inChannel = i % shape.pixelCount();
            values[i] =
                    (inChannel / shape.width() + inChannel % shape.width()) / (float) (shape.height() + shape.width());
        }
        return Pixels.of(shape, values);
    }

    static byte[] file(Encoding encoding, ImageShape shape) {
        return encoding == Encoding.WEBP
                ? new WebpFile().picture(noise(shape)).end()
                : CODEC.encodeBytes(noise(shape), encoding);
    }

    /** @param argb of a pixel, by x in the upper and y in the lower 32 bits */
    static BufferedImage drawn(int type, int width, int height, LongToIntFunction argb) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb.applyAsInt((long) x << 32 | y));
            }
        }
        return image;
    }

    static byte[] written(BufferedImage image, Encoding encoding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, encoding.name(), bytes)) {
                throw new IllegalArgumentException("no writer takes " + image + " as " + encoding);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
