package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;
import java.util.Optional;
import javax.imageio.ImageTypeSpecifier;

/** Turns planar floats into what the writers of image files take; values are clamped to [0,1] and rounded. */
final class RasterWriting {
    private RasterWriting() {}

    /** @param form whose depth and alpha the encoding holds */
    static BufferedImage write(Pixels pixels, AnswerForm form) {
        ImageShape shape = pixels.shape();
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException("an image file holds 1 or 3 channels, the image is " + shape);
        }
        if (form.bitDepth() == 8 && form.alpha().isEmpty()) {
            return opaqueBytes(pixels);
        }
        if (form.encoding() == Encoding.GIF) {
            return opaqueOrNot(pixels, form.alpha().orElseThrow());
        }
        return interleaved(pixels, form.bitDepth(), form.alpha());
    }

    private static BufferedImage opaqueBytes(Pixels pixels) {
        ImageShape shape = pixels.shape();
        boolean grey = shape.channels() == 1;
        BufferedImage image = new BufferedImage(
                shape.width(), shape.height(), grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int channel = 0; channel < shape.channels(); channel++) {
            // BGR in memory: red comes last
            RawCodec.floatsToBytes(
                    pixels, channel * shape.pixelCount(), target, shape.channels() - 1 - channel, shape.channels());
        }
        return image;
    }

    private static BufferedImage interleaved(Pixels pixels, int bitDepth, Optional<Pixels> alpha) {
        ImageShape shape = pixels.shape();
        int colours = shape.channels();
        int[] offsets = new int[colours + (alpha.isPresent() ? 1 : 0)];
        for (int band = 0; band < offsets.length; band++) {
            offsets[band] = band;
        }
        BufferedImage image = ImageTypeSpecifier.createInterleaved(
                        ColorSpace.getInstance(colours == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                        offsets,
                        bitDepth == 16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE,
                        alpha.isPresent(),
                        false)
                .createBufferedImage(shape.width(), shape.height());
        int largest = (1 << bitDepth) - 1;
        for (int channel = 0; channel < colours; channel++) {
            writeBand(image.getRaster(), channel, pixels, channel * shape.pixelCount(), largest);
        }
        alpha.ifPresent(opacity -> writeBand(image.getRaster(), colours, opacity, 0, largest));
        return image;
    }

    private static void writeBand(WritableRaster raster, int band, Pixels source, int start, int largest) {
        int[] row = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = rounded(source.get(start + y * row.length + x), largest);
            }
            raster.setSamples(0, y, row.length, 1, band, row);
        }
    }

    private static int rounded(float value, int largest) {
        return (int) (Math.min(1, Math.max(0, value)) * largest + 0.5f);
    }

    /** A GIF knows no half. */
    private static BufferedImage opaqueOrNot(Pixels pixels, Pixels alpha) {
        ImageShape shape = pixels.shape();
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < shape.pixelCount(); i++) {
            int argb = alpha.get(i) < 0.5f ? 0 : 0xff;
            for (int channel = 0; channel < 3; channel++) {
                int from = shape.channels() == 1 ? 0 : channel;
                argb = argb << 8 | rounded(pixels.get(from * shape.pixelCount() + i), 0xff);
            }
            image.setRGB(i % shape.width(), i / shape.width(), argb);
        }
        return image;
    }
}
