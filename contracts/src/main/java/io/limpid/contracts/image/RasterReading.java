package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Optional;

/** Turns what the readers of image files give into planar floats in [0,1], with alpha set apart. */
final class RasterReading {
    private static final int BYTE_BITS = 8;

    private RasterReading() {}

    /** @throws MalformedPayloadException when the colour has neither 1 nor 3 channels */
    static DecodedImage read(BufferedImage image, Encoding encoding, PayloadLimits limits)
            throws MalformedPayloadException {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return fromPalette(image.getRaster(), palette, limits);
        }
        Raster raster = image.getRaster();
        boolean hasAlpha = image.getColorModel().hasAlpha();
        int colours = raster.getNumBands() - (hasAlpha ? 1 : 0);
        ImageShape shape = limits.checkShape(colours, image.getHeight(), image.getWidth());
        float[] values = new float[shape.size()];
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            RawCodec.bytesToFloats(((DataBufferByte) raster.getDataBuffer()).getData(), 0, 1, values, 0, values.length);
            return DecodedImage.opaque(Pixels.of(shape, values));
        }
        readBands(raster, 0, shape, values);
        Optional<Pixels> alpha = hasAlpha ? Optional.of(alphaOf(raster, colours, shape)) : Optional.empty();
        if (image.isAlphaPremultiplied()) {
            alpha.ifPresent(opacity -> divide(values, opacity));
        }
        return new DecodedImage(pixels(shape, values, encoding), alpha, bitDepth(raster));
    }

    /** WebP knows colour only: what is grey throughout was meant so. */
    private static Pixels pixels(ImageShape shape, float[] values, Encoding encoding) {
        Pixels pixels = Pixels.of(shape, values);
        return encoding == Encoding.WEBP && pixels.isGrey() ? pixels.channel(0) : pixels;
    }

    private static Pixels alphaOf(Raster raster, int band, ImageShape shape) {
        ImageShape plane = shape.withChannels(1);
        float[] values = new float[plane.size()];
        readBands(raster, band, plane, values);
        return Pixels.of(plane, values);
    }

    private static int bitDepth(Raster raster) {
        int most = 0;
        for (int band = 0; band < raster.getNumBands(); band++) {
            most = Math.max(most, raster.getSampleModel().getSampleSize(band));
        }
        return most > BYTE_BITS ? 16 : 8;
    }

    /** As many bands as the shape has channels, from the first on. */
    private static void readBands(Raster raster, int first, ImageShape shape, float[] values) {
        float[] band = new float[shape.pixelCount()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            // A BMP's bit mask can leave a channel without any bits: it is 0 everywhere.
            int bits = Math.max(1, raster.getSampleModel().getSampleSize(first + channel));
            int largest = (1 << bits) - 1;
            raster.getSamples(0, 0, shape.width(), shape.height(), first + channel, band);
            scale(band, largest, values, channel * band.length);
        }
    }

    /** Bytes are multiplied by 1/255, as in every encoding of them; longer values are divided, and rounded once. */
    private static void scale(float[] band, int largest, float[] values, int start) {
        if (largest > 0xff) {
            for (int i = 0; i < band.length; i++) {
                values[start + i] = band[i] / largest;
            }
        } else {
            float factor = 1f / largest;
            for (int i = 0; i < band.length; i++) {
                values[start + i] = band[i] * factor;
            }
        }
    }

    private static void divide(float[] values, Pixels alpha) {
        int plane = alpha.shape().size();
        for (int i = 0; i < values.length; i++) {
            float opacity = alpha.get(i % plane);
            values[i] = opacity == 0 ? 0 : Math.min(1, values[i] / opacity);
        }
    }

    private static DecodedImage fromPalette(Raster raster, IndexColorModel palette, PayloadLimits limits)
            throws MalformedPayloadException {
        int[] argb = new int[palette.getMapSize()];
        palette.getRGBs(argb);
        boolean grey = true;
        for (int colour : argb) {
            grey &= (colour >> 16 & 0xff) == (colour >> 8 & 0xff) && (colour >> 8 & 0xff) == (colour & 0xff);
        }
        ImageShape shape = limits.checkShape(grey ? 1 : 3, raster.getHeight(), raster.getWidth());
        int[] indices = raster.getSamples(0, 0, shape.width(), shape.height(), 0, (int[]) null);
        float[] values = new float[shape.size()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            lookUp(indices, argb, 16 - 8 * channel, values, channel * indices.length);
        }
        Optional<Pixels> alpha = Optional.empty();
        if (palette.hasAlpha()) {
            float[] opacity = new float[indices.length];
            lookUp(indices, argb, 24, opacity, 0);
            alpha = Optional.of(Pixels.of(shape.withChannels(1), opacity));
        }
        return new DecodedImage(Pixels.of(shape, values), alpha, 8);
    }

    private static void lookUp(int[] indices, int[] argb, int shift, float[] values, int start) {
        for (int i = 0; i < indices.length; i++) {
            int colour = indices[i] < argb.length ? argb[indices[i]] : 0xff000000;
            values[start + i] = (colour >> shift & 0xff) * (1f / 255);
        }
    }
}
