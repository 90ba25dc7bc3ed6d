package io.limpid.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Picture files, as programs write them. */
final class TestPictures {
    private TestPictures() {}

    /** A value from 0 to 255. */
    interface Value {
        int at(int channel, int y, int x);
    }

    static byte[] png(int channels, int height, int width, Value value) {
        return write(image(channels, height, width, value), "png");
    }

    /** A colourful one. */
    static byte[] jpeg(int height, int width) {
        return write(image(3, height, width, (channel, y, x) -> (channel * 80 + y * 7 + x * 3) % 256), "jpg");
    }

    private static BufferedImage image(int channels, int height, int width, Value value) {
        int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(width, height, type);
        WritableRaster raster = image.getRaster();
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    raster.setSample(x, y, channel, value.at(channel, y, x));
                }
            }
        }
        return image;
    }

    private static byte[] write(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
