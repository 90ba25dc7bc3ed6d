package io.limpid.datasets.noise;

import io.limpid.datasets.ImageSet.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * What is lost where an image is written as JPEG, as cameras do: eight bits a value, steps between the frequencies of 8 × 8 blocks, and of colours
 * one value for 2 × 2 pixels (4:2:0), so that noise of the sensor comes out smooth where it was a colour's.
 */
final class JpegNoise {
    private static final String FORMAT = "jpeg";

    private JpegNoise() {}

    /**
     * Writes and reads the image; nothing is drawn.
     *
     * @param quality from 1 to 100 as cameras count it, 100 with the least loss
     * @throws IllegalArgumentException when the image has channels other than one of grey or three of red, green and blue
     */
    static void compress(float[] image, int offset, Shape shape, double quality, RandomGenerator unused) {
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException(
                    "expected an image of 1 or 3 channels to be written as JPEG, found " + shape.channels());
        }
        try {
            WritableRaster raster = read(written(packed(image, offset, shape), quality / 100));
            unpack(raster, image, offset, shape);
        } catch (IOException impossible) {
            throw new UncheckedIOException(
                    "an image of %s can't be written as JPEG in memory".formatted(shape), impossible);
        }
    }

    private static BufferedImage packed(float[] image, int offset, Shape shape) {
        int type = shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage picture = new BufferedImage(shape.width(), shape.height(), type);
        int plane = shape.width() * shape.height();
        int[] samples = new int[plane];
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int i = 0; i < plane; i++) {
                samples[i] = Math.round(255 * Math.min(1, Math.max(0, image[offset + channel * plane + i])));
            }
            picture.getRaster().setSamples(0, 0, shape.width(), shape.height(), channel, samples);
        }
        return picture;
    }

    private static byte[] written(BufferedImage picture, double quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(FORMAT).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality((float) quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static WritableRaster read(byte[] jpeg) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(FORMAT).next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            return reader.read(0).getRaster();
        } finally {
            reader.dispose();
        }
    }

    private static void unpack(WritableRaster raster, float[] image, int offset, Shape shape) {
        int plane = shape.width() * shape.height();
        for (int channel = 0; channel < shape.channels(); channel++) {
            int[] samples = raster.getSamples(0, 0, shape.width(), shape.height(), channel, (int[]) null);
            for (int i = 0; i < plane; i++) {
                image[offset + channel * plane + i] = samples[i] / 255f;
            }
        }
    }
}
