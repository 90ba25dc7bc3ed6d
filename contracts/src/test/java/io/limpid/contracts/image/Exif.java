package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** EXIF blocks, and files that carry one. */
final class Exif {
    private static final byte[] NAME = {'E', 'x', 'i', 'f', 0, 0};

    private Exif() {}

    /** A block with one tag: the orientation, as a 16-bit number. */
    static byte[] block(int orientation) {
        return block(274, 3, 1, orientation << 16);
    }

    /** A block with the orientation, and the dots an inch of the picture as it is stored. */
    static byte[] block(int orientation, int across, int down) {
        int valuesAt = 8 + 2 + 4 * 12 + 4;
        return ByteBuffer.allocate(valuesAt + 16)
                .put(new byte[] {'M', 'M', 0, 42})
                .putInt(8)
                .putShort((short) 4)
                .put(entry(274, 3, orientation << 16))
                .put(entry(282, 5, valuesAt))
                .put(entry(283, 5, valuesAt + 8))
                .put(entry(296, 3, 2 << 16))
                .putInt(0)
                .putInt(across)
                .putInt(1)
                .putInt(down)
                .putInt(1)
                .array();
    }

    private static byte[] entry(int tag, int type, int value) {
        return ByteBuffer.allocate(12)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(1)
                .putInt(value)
                .array();
    }

    static byte[] block(int tag, int type, int count, int value) {
        return ByteBuffer.allocate(8 + 2 + 12 + 4)
                .put(new byte[] {'M', 'M', 0, 42})
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(count)
                .putInt(value)
                .array();
    }

    /** The same picture in a file with that block, where its format has a place for it. */
    static byte[] file(Encoding encoding, Pixels pixels, byte[] block) {
        ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);
        return switch (encoding) {
            case PNG -> inPng(codec.encodeBytes(pixels, encoding), block);
            case JPEG -> inJpeg(codec.encodeBytes(pixels, encoding), block);
            case WEBP -> inWebp(pixels, block);
            default -> throw new IllegalArgumentException("no EXIF block goes into " + encoding);
        };
    }

    /** Behind the header, which has 13 bytes in a chunk of 25. */
    private static byte[] inPng(byte[] file, byte[] block) {
        byte[] whole = new PngFile().chunk("eXIf", block).open();
        byte[] chunk = Arrays.copyOfRange(whole, 8, whole.length);
        return inserted(file, 8 + 25, chunk);
    }

    private static byte[] inJpeg(byte[] file, byte[] block) {
        byte[] segment = ByteBuffer.allocate(4 + NAME.length + block.length)
                .putShort((short) 0xffe1)
                .putShort((short) (2 + NAME.length + block.length))
                .put(NAME)
                .put(block)
                .array();
        return inserted(file, 2, segment);
    }

    private static byte[] inWebp(Pixels pixels, byte[] block) {
        ImageShape shape = pixels.shape();
        return new WebpFile()
                .extended(0x08, shape.width(), shape.height())
                .picture(pixels)
                .chunk("EXIF", block)
                .end();
    }

    /** Some writers put the name that JPEGs need before a WebP's block too. */
    static byte[] named(byte[] block) {
        return inserted(block, 0, NAME);
    }

    private static byte[] inserted(byte[] file, int at, byte[] part) {
        return ByteBuffer.allocate(file.length + part.length)
                .put(file, 0, at)
                .put(part)
                .put(file, at, file.length - at)
                .array();
    }
}
