package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Image files (PNG, JPEG, BMP, the first frame of a GIF) through the JDK's readers and writers, without temporary files. */
final class FileCodec {
    /** High enough that a denoised picture isn't given new noise. */
    private static final float JPEG_QUALITY = 0.95f;

    private FileCodec() {}

    static Pixels decode(byte[] bytes, Encoding encoding, PayloadLimits limits) throws MalformedPayloadException {
        ImageReader reader = readerOf(encoding);
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            FileStructure.checkBeforeHeader(bytes, encoding, limits);
            reader.setInput(input, true, true);
            // From the header alone: nothing is decoded before the size is known to be bearable.
            limits.checkShape(1, reader.getHeight(0), reader.getWidth(0));
            FileStructure.checkBeforePixels(bytes, encoding);
            BufferedImage image = readWhole(reader, encoding);
            refuseCmyk(image, encoding);
            return toPixels(image, limits);
        } catch (IOException | RuntimeException unreadable) {
            throw undecodable(encoding, String.valueOf(unreadable.getMessage()), unreadable);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage readWhole(ImageReader reader, Encoding encoding) throws IOException {
        DamageListener damage = new DamageListener();
        reader.addIIOReadWarningListener(damage);
        if (encoding == Encoding.GIF) {
            reader.addIIOReadUpdateListener(damage);
        }
        BufferedImage image = reader.read(0);
        damage.checkWarnings();
        if (encoding == Encoding.GIF) {
            damage.checkRows(image.getHeight());
        }
        return image;
    }

    private static MalformedPayloadException undecodable(Encoding encoding, String detail, @Nullable Throwable cause) {
        return new MalformedPayloadException(
                PayloadProblem.UNDECODABLE, "expected a whole " + encoding + " file: " + detail, cause);
    }

    /** JPEG knows no alpha: its fourth channel is the black of CMYK. */
    private static void refuseCmyk(BufferedImage image, Encoding encoding) throws MalformedPayloadException {
        if (encoding == Encoding.JPEG && image.getRaster().getNumBands() == 4) {
            throw new MalformedPayloadException(
                    PayloadProblem.UNSUPPORTED_CHANNELS,
                    "expected 1 channel (grey) or 3 (RGB), found the 4 of CMYK; convert it to RGB");
        }
    }

    private static Pixels toPixels(BufferedImage image, PayloadLimits limits) throws MalformedPayloadException {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return fromPalette(image.getRaster(), palette, limits);
        }
        Raster raster = image.getRaster();
        ImageShape shape = limits.checkShape(raster.getNumBands(), image.getHeight(), image.getWidth());
        float[] values = new float[shape.size()];
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            RawCodec.bytesToFloats(((DataBufferByte) raster.getDataBuffer()).getData(), 0, 1, values, 0, values.length);
        } else {
            readBands(raster, shape, values);
        }
        return Pixels.of(shape, values);
    }

    private static void readBands(Raster raster, ImageShape shape, float[] values) {
        float[] band = new float[shape.pixelCount()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            // A BMP's bit mask can leave a channel without any bits: it is 0 everywhere.
            int bits = Math.max(1, raster.getSampleModel().getSampleSize(channel));
            float scale = 1f / ((1 << bits) - 1);
            raster.getSamples(0, 0, shape.width(), shape.height(), channel, band);
            int start = channel * band.length;
            for (int i = 0; i < band.length; i++) {
                values[start + i] = band[i] * scale;
            }
        }
    }

    private static Pixels fromPalette(Raster raster, IndexColorModel palette, PayloadLimits limits)
            throws MalformedPayloadException {
        int colours = palette.getMapSize();
        int[] rgb = new int[colours];
        palette.getRGBs(rgb);
        if (palette.hasAlpha()) {
            limits.checkShape(4, raster.getHeight(), raster.getWidth());
        }
        boolean grey = true;
        for (int colour : rgb) {
            grey &= (colour >> 16 & 0xff) == (colour >> 8 & 0xff) && (colour >> 8 & 0xff) == (colour & 0xff);
        }
        ImageShape shape = limits.checkShape(grey ? 1 : 3, raster.getHeight(), raster.getWidth());
        int[] indices = raster.getSamples(0, 0, shape.width(), shape.height(), 0, (int[]) null);
        float[] values = new float[shape.size()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            int shift = 16 - 8 * channel;
            for (int i = 0; i < indices.length; i++) {
                int colour = indices[i] < colours ? rgb[indices[i]] : 0;
                values[channel * indices.length + i] = (colour >> shift & 0xff) * (1f / 255);
            }
        }
        return Pixels.of(shape, values);
    }

    /** Values are clamped to [0,1] and rounded to 8 bits a channel. */
    static byte[] encode(Pixels pixels, Encoding encoding) {
        ImageWriter writer =
                ImageIO.getImageWritersByFormatName(encoding.name()).next();
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(256 + pixels.shape().size() / 2);
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (encoding == Encoding.JPEG) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(JPEG_QUALITY);
            } else if (encoding == Encoding.GIF) {
                // interlaced, the default, the JDK's own reader loses rows of pictures less than five high
                parameters.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
            }
            writer.write(null, new IIOImage(toImage(pixels), null, null), parameters);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing " + encoding + " to memory failed", impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage toImage(Pixels pixels) {
        ImageShape shape = pixels.shape();
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException("an image file holds 1 or 3 channels, the image is " + shape);
        }
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

    private static ImageReader readerOf(Encoding encoding) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(encoding.name());
        if (!readers.hasNext()) {
            throw new IllegalStateException("this Java runtime has no reader for " + encoding);
        }
        return readers.next();
    }
}
