package io.limpid.contracts.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Builds big-endian TIFF files of one strip, right ones and wrong ones; or has the JDK write them. */
final class TiffFile {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int COLOURS = 262;
    static final int FILL_ORDER = 266;
    static final int STRIP_OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_BYTES = 279;
    static final int PLANAR = 284;
    static final int GROUP_3 = 292;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_BYTES = 325;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;
    static final int EXIF = 34665;

    private static final int DATA_AT = 8;
    private static final Set<Integer> LONG = Set.of(
            WIDTH,
            HEIGHT,
            STRIP_OFFSETS,
            ROWS_PER_STRIP,
            STRIP_BYTES,
            TILE_WIDTH,
            TILE_HEIGHT,
            TILE_OFFSETS,
            TILE_BYTES,
            GROUP_3,
            EXIF);

    private final byte[] data;
    private final Map<Integer, int[]> tags = new TreeMap<>();

    /** Grey of 8 bits, not compressed, black 0. */
    TiffFile(int width, int height, byte... data) {
        this.data = data;
        with(WIDTH, width)
                .with(HEIGHT, height)
                .with(BITS, 8)
                .with(COMPRESSION, 1)
                .with(COLOURS, 1);
        with(STRIP_OFFSETS, DATA_AT)
                .with(SAMPLES, 1)
                .with(ROWS_PER_STRIP, height)
                .with(STRIP_BYTES, data.length);
    }

    /** @param values written as 32-bit numbers where the tag allows it, else as 16-bit ones */
    TiffFile with(int tag, int... values) {
        tags.put(tag, values);
        return this;
    }

    TiffFile without(int tag) {
        tags.remove(tag);
        return this;
    }

    /** The data, then the directory, then values that don't fit into it. */
    byte[] end() {
        int directoryAt = DATA_AT + data.length + data.length % 2;
        int valuesAt = directoryAt + 2 + 12 * tags.size() + 4;
        int more = tags.values().stream().mapToInt(values -> 4 * values.length).sum();
        ByteBuffer file = ByteBuffer.allocate(valuesAt + more);
        file.put(new byte[] {'M', 'M', 0, 42}).putInt(directoryAt).put(data).position(directoryAt);
        file.putShort((short) tags.size());
        for (Map.Entry<Integer, int[]> tag : tags.entrySet()) {
            int[] values = tag.getValue();
            int bytes = LONG.contains(tag.getKey()) ? 4 : 2;
            file.putShort(tag.getKey().shortValue())
                    .putShort((short) (bytes == 4 ? 4 : 3))
                    .putInt(values.length);
            boolean fits = bytes * values.length <= 4;
            put(file, fits ? file.position() : valuesAt, bytes, values);
            file.putInt(fits ? file.getInt(file.position()) : valuesAt);
            valuesAt += fits ? 0 : bytes * values.length;
        }
        return Arrays.copyOf(file.array(), valuesAt);
    }

    /** A file of one page, and behind it the same once more with that kind. */
    static byte[] twice(byte[] file, int kind) {
        ByteBuffer whole = ByteBuffer.wrap(Arrays.copyOf(file, file.length + 4096));
        int at = whole.getInt(4);
        int count = whole.getShort(at);
        whole.putInt(at + 2 + 12 * count, file.length);
        whole.position(file.length);
        whole.putShort((short) (count + 1))
                .putShort((short) 254)
                .putShort((short) 4)
                .putInt(1)
                .putInt(kind)
                .put(file, at + 2, 12 * count)
                .putInt(0);
        return Arrays.copyOf(whole.array(), whole.position());
    }

    private static void put(ByteBuffer file, int at, int bytes, int... values) {
        for (int i = 0; i < values.length; i++) {
            if (bytes == 4) {
                file.putInt(at + 4 * i, values[i]);
            } else {
                file.putShort(at + 2 * i, (short) values[i]);
            }
        }
    }

    /** @param compression as the JDK names it, such as LZW */
    /** The tags of a file's first page, as the JDK reads them. */
    static TIFFDirectory directory(byte[] file) {
        return directory(file, 0);
    }

    static TIFFDirectory directory(byte[] file, int page) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("TIFF").next();
        try {
            reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
            return TIFFDirectory.createFromMetadata(reader.getImageMetadata(page));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            reader.dispose();
        }
    }

    static byte[] written(BufferedImage image, String compression) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("TIFF").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionType(compression);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
