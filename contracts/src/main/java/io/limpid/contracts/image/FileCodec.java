package io.limpid.contracts.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.limpid.contracts.v1.Encoding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Image files (JPEG, BMP, the first frame of a GIF, the first page of a TIFF, and PNG where {@link PngReader} leaves it) through the
 * JDK's readers and writers, WebP through TwelveMonkeys' reader, without temporary files.
 */
final class FileCodec {
    /** High enough that a denoised picture isn't given new noise. */
    private static final float JPEG_QUALITY = 0.95f;

    /** Asked by name, not looked up: what a service's class loader shows to the lookup is not certain. */
    private static final WebPImageReaderSpi WEBP = new WebPImageReaderSpi();

    private FileCodec() {}

    /** The image as it lies in the file, not turned. */
    static DecodedImage decode(byte[] bytes, Encoding encoding, PayloadLimits limits) throws MalformedPayloadException {
        Optional<Pixels> plain = encoding == Encoding.PNG ? PngReader.read(bytes, limits) : Optional.empty();
        return plain.isPresent() ? DecodedImage.opaque(plain.get()) : decodeAny(bytes, encoding, limits);
    }

    private static DecodedImage decodeAny(byte[] bytes, Encoding encoding, PayloadLimits limits)
            throws MalformedPayloadException {
        return read(
                bytes, encoding, limits, reader -> RasterReading.read(readWhole(reader, encoding), encoding, limits));
    }

    /** The declared size is within the limits, and as much of the file is right as is known without decoding a pixel. */
    static void checkUndecoded(byte[] bytes, Encoding encoding, PayloadLimits limits) throws MalformedPayloadException {
        read(bytes, encoding, limits, reader -> true);
    }

    /** What is read once header, size and structure are known to be right. */
    private interface Reading<T> {
        T of(ImageReader reader) throws IOException, MalformedPayloadException;
    }

    private static <T> T read(byte[] bytes, Encoding encoding, PayloadLimits limits, Reading<T> reading)
            throws MalformedPayloadException {
        ImageReader reader = readerOf(encoding);
        try {
            FileStructure.checkBeforeHeader(bytes, encoding, limits);
            try (ImageInputStream input = inputOf(bytes, encoding)) {
                reader.setInput(input, true, true);
                // From the header alone: nothing is decoded before the size is known to be bearable.
                limits.checkShape(1, reader.getHeight(0), reader.getWidth(0));
                FileStructure.checkBeforePixels(bytes, encoding);
                return reading.of(reader);
            }
        } catch (UnreadKindException other) {
            throw new MalformedPayloadException(
                    PayloadProblem.UNDECODABLE,
                    "this kind of " + encoding + " isn't read here: " + other.getMessage(),
                    other);
        } catch (IOException | RuntimeException unreadable) {
            throw undecodable(encoding, detail(unreadable), unreadable);
        } finally {
            reader.dispose();
        }
    }

    private static ImageInputStream inputOf(byte[] bytes, Encoding encoding) {
        return encoding == Encoding.WEBP
                ? new WebpInput(WebpStructure.withoutProfile(bytes))
                : new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
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

    /** A decoder that runs out of its data tells an index. */
    private static String detail(Exception unreadable) {
        return unreadable instanceof IndexOutOfBoundsException
                ? "its data is damaged, or ends too early"
                : String.valueOf(unreadable.getMessage());
    }

    private static MalformedPayloadException undecodable(Encoding encoding, String detail, @Nullable Throwable cause) {
        return new MalformedPayloadException(
                PayloadProblem.UNDECODABLE, "expected a whole " + encoding + " file: " + detail, cause);
    }

    /** Values are clamped to [0,1] and rounded to the form's bits a channel. */
    static byte[] encode(Pixels pixels, AnswerForm form) {
        if (form.encoding() == Encoding.PNG) {
            return PngWriter.write(pixels, form.bitDepth(), form.alpha());
        }
        if (form.encoding() == Encoding.TIFF) {
            try (TiffAnswer file = new TiffAnswer()) {
                file.add(pixels, form, FileDetails.NONE);
                return file.bytes();
            }
        }
        return encodeAny(pixels, form);
    }

    private static byte[] encodeAny(Pixels pixels, AnswerForm form) {
        Encoding encoding = form.encoding();
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
            writer.write(null, new IIOImage(RasterWriting.write(pixels, form), null, null), parameters);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing " + encoding + " to memory failed", impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static ImageReader readerOf(Encoding encoding) {
        if (encoding == Encoding.WEBP) {
            return webpReader();
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(encoding.name());
        if (!readers.hasNext()) {
            throw new IllegalStateException("this Java runtime has no reader for " + encoding);
        }
        return readers.next();
    }

    private static ImageReader webpReader() {
        try {
            return WEBP.createReaderInstance();
        } catch (IOException impossible) {
            throw new IllegalStateException("the reader for WebP can't be made", impossible);
        }
    }
}
