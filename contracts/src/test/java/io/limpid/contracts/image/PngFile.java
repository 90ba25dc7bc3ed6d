package io.limpid.contracts.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds PNG files chunk by chunk, right ones and wrong ones. */
final class PngFile {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGBA = 6;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PngFile() {
        bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    }

    PngFile header(int width, int height, int bitDepth, int colourType) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) bitDepth)
                        .put((byte) colourType)
                        .array());
    }

    /** @param rows the rows' bytes, each after its filter type */
    PngFile pixels(byte... rows) {
        Deflater deflater = new Deflater();
        deflater.setInput(rows);
        deflater.finish();
        byte[] packed = new byte[rows.length + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        return chunk("IDAT", Arrays.copyOf(packed, length));
    }

    PngFile chunk(String type, byte... data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        return declaring(type, data.length, data)
                .raw(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    /** A chunk that says it is of another length than it is, without a checksum. */
    PngFile declaring(String type, int length, byte... data) {
        raw(ByteBuffer.allocate(4).putInt(length).array());
        raw(type.getBytes(StandardCharsets.US_ASCII));
        return raw(data);
    }

    PngFile raw(byte... data) {
        bytes.writeBytes(data);
        return this;
    }

    byte[] end() {
        return chunk("IEND").open();
    }

    /** Makes all checksums right, as far as the chunks' lengths lead, so that what lies behind that check is reached. */
    static void repairChecksums(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file);
        int at = 8;
        while (at >= 8 && at <= file.length - 12) {
            int length = buffer.getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                return;
            }
            CRC32 checksum = new CRC32();
            checksum.update(file, at + 4, length + 4);
            buffer.putInt(at + 8 + length, (int) checksum.getValue());
            at += 12 + length;
        }
    }

    /** The file without an end chunk. */
    byte[] open() {
        return bytes.toByteArray();
    }
}
