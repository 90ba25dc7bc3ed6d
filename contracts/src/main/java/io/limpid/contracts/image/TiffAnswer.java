package io.limpid.contracts.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A TIFF file of any number of pages in memory, written by the JDK's writer. */
final class TiffAnswer implements AutoCloseable {
    private static final int INCHES = 2;
    /** Rationals keep three digits behind the point of what is no whole number. */
    private static final long PARTS = 1000;

    /** The JDK's name of Deflate as other programs write it. */
    private static final String DEFLATE = "ZLib";

    /**
     * Of a strip that can't be compressed the JDK's writer loses the last bytes, unless Deflate makes one block of it: it begins another
     * after that many bytes.
     */
    private static final int MOST_DEFLATED = (1 << 14) - 1;

    private static final int STRIP_BYTES = 1 << 13;

    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("TIFF").next();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes);

    TiffAnswer() {
        writer.setOutput(output);
        try {
            writer.prepareWriteSequence(null);
        } catch (IOException impossible) {
            throw failed(impossible);
        }
    }

    void add(Pixels pixels, AnswerForm form, FileDetails details) {
        BufferedImage page = RasterWriting.write(pixels, form);
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(rowBytes(page) <= MOST_DEFLATED ? DEFLATE : "LZW");
        try {
            writer.writeToSequence(new IIOImage(page, null, tags(page, parameters, details)), parameters);
        } catch (IOException impossible) {
            throw failed(impossible);
        }
    }

    private IIOMetadata tags(BufferedImage page, ImageWriteParam parameters, FileDetails details) throws IOException {
        TIFFDirectory tags = TIFFDirectory.createFromMetadata(
                writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(page), parameters));
        int rowBytes = rowBytes(page);
        put(tags, BaselineTIFFTagSet.TAG_ROWS_PER_STRIP, TIFFTag.TIFF_LONG, new long[] {
            Math.max(1, Math.min(page.getHeight(), STRIP_BYTES / rowBytes))
        });
        details.resolution().ifPresent(resolution -> {
            put(tags, BaselineTIFFTagSet.TAG_X_RESOLUTION, TIFFTag.TIFF_RATIONAL, rational(resolution.across()));
            put(tags, BaselineTIFFTagSet.TAG_Y_RESOLUTION, TIFFTag.TIFF_RATIONAL, rational(resolution.down()));
            put(tags, BaselineTIFFTagSet.TAG_RESOLUTION_UNIT, TIFFTag.TIFF_SHORT, new char[] {INCHES});
        });
        details.profile().ifPresent(profile -> {
            byte[] data = profile.toBytes();
            tags.addTIFFField(
                    new TIFFField(tag(BaselineTIFFTagSet.TAG_ICC_PROFILE), TIFFTag.TIFF_UNDEFINED, data.length, data));
        });
        return tags.getAsMetadata();
    }

    private static int rowBytes(BufferedImage page) {
        return Math.max(1, page.getWidth() * page.getColorModel().getPixelSize() / Byte.SIZE);
    }

    /** @param value of one element */
    private static void put(TIFFDirectory tags, int number, int type, Object value) {
        tags.addTIFFField(new TIFFField(tag(number), type, 1, value));
    }

    private static TIFFTag tag(int number) {
        return BaselineTIFFTagSet.getInstance().getTag(number);
    }

    private static long[][] rational(double dots) {
        return dots == Math.rint(dots)
                ? new long[][] {{(long) dots, 1}}
                : new long[][] {{Math.round(dots * PARTS), PARTS}};
    }

    byte[] bytes() {
        try {
            writer.endWriteSequence();
            output.close();
        } catch (IOException impossible) {
            throw failed(impossible);
        }
        return bytes.toByteArray();
    }

    private static IllegalStateException failed(IOException impossible) {
        return new IllegalStateException("writing TIFF to memory failed", impossible);
    }

    @Override
    public void close() {
        writer.dispose();
    }
}
