package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.IIOException;

/** What the JDK's readers take on trust about a file, checked before they see it. */
final class FileStructure {
    private static final int PNG_SIGNATURE_BYTES = 8;
    /** Length and type before a chunk's data. */
    private static final int PNG_CHUNK_HEAD_BYTES = 8;

    private static final int PNG_CHECKSUM_BYTES = 4;
    private static final int PNG_END = 0x49454e44; // "IEND"

    private static final int BMP_HEADER_SIZE_AT = 14;
    private static final int BMP_WIDTH_AT = 18;
    private static final int BMP_HEIGHT_AT = 22;
    private static final int BMP_BITS_PER_PIXEL_AT = 28;
    private static final int BMP_COMPRESSION_AT = 30;
    private static final int BMP_COLOUR_SPACE_AT = 70;
    /** Header sizes from which on a compression, and a colour space, is part of it. */
    private static final int BMP_SIZE_WITH_COMPRESSION = 40;

    private static final int BMP_SIZE_WITH_COLOUR_SPACE = 108;
    private static final int BMP_UNCOMPRESSED = 0;
    private static final int BMP_BIT_FIELDS = 3;
    private static final int BMP_LINKED_PROFILE = 0x4c494e4b; // "LINK"
    private static final int BMP_EMBEDDED_PROFILE = 0x4d424544; // "MBED"

    private FileStructure() {}

    static void checkBeforeHeader(byte[] file, Encoding encoding, PayloadLimits limits)
            throws IOException, MalformedPayloadException {
        if (encoding == Encoding.BMP) {
            checkBmp(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN), limits);
        }
    }

    static void checkBeforePixels(byte[] file, Encoding encoding) throws IOException {
        if (encoding == Encoding.PNG) {
            checkPng(ByteBuffer.wrap(file));
        }
    }

    /**
     * A compressed BMP can hold a whole PNG or JPEG of another size than its header declares, which would slip past the
     * limits, or run out of run lengths half way down the picture, unnoticed; a colour profile can name a file to open.
     */
    private static void checkBmp(ByteBuffer file, PayloadLimits limits) throws IOException, MalformedPayloadException {
        if (file.limit() < BMP_COMPRESSION_AT) {
            throw new IIOException("the header ends after " + file.limit() + " bytes");
        }
        int headerSize = file.getInt(BMP_HEADER_SIZE_AT);
        if (headerSize < BMP_SIZE_WITH_COMPRESSION) {
            return;
        }
        if (file.limit() < BMP_HEADER_SIZE_AT + (long) headerSize) {
            throw new IIOException("the header ends after " + file.limit() + " bytes");
        }
        // The reader plans its memory while it reads the header; a negative height means rows from the top down.
        limits.checkShape(1, Math.abs((long) file.getInt(BMP_HEIGHT_AT)), file.getInt(BMP_WIDTH_AT));
        int compression = file.getInt(BMP_COMPRESSION_AT);
        if (compression != BMP_UNCOMPRESSED && compression != BMP_BIT_FIELDS) {
            throw new IIOException("expected no compression, found method " + compression);
        }
        if (file.getShort(BMP_BITS_PER_PIXEL_AT) == 0) {
            throw new IIOException("expected at least 1 bit per pixel, found 0");
        }
        checkColourSpace(file, headerSize);
    }

    private static void checkColourSpace(ByteBuffer file, int headerSize) throws IOException {
        int colourSpace = headerSize < BMP_SIZE_WITH_COLOUR_SPACE ? 0 : file.getInt(BMP_COLOUR_SPACE_AT);
        if (colourSpace == BMP_LINKED_PROFILE || colourSpace == BMP_EMBEDDED_PROFILE) {
            throw new IIOException("expected no colour profile");
        }
    }

    /**
     * Every chunk up to the last is there and has the checksum it names. The JDK's reader checks no checksum, stops at the
     * last pixel, and would allocate whatever length a chunk declares.
     */
    private static void checkPng(ByteBuffer file) throws IOException {
        int at = PNG_SIGNATURE_BYTES;
        int type = 0;
        while (type != PNG_END) {
            long left = (long) file.limit() - at - PNG_CHUNK_HEAD_BYTES - PNG_CHECKSUM_BYTES;
            if (left < 0) {
                throw new IIOException("the file ends after " + file.limit() + " bytes, without an end chunk");
            }
            int length = file.getInt(at);
            type = file.getInt(at + Integer.BYTES);
            if (length < 0 || length > left) {
                throw new IIOException("the chunk at byte %d declares %s bytes, %d are left"
                        .formatted(at, Integer.toUnsignedString(length), left));
            }
            checkChecksum(file, at, length);
            at += PNG_CHUNK_HEAD_BYTES + length + PNG_CHECKSUM_BYTES;
        }
    }

    private static void checkChecksum(ByteBuffer file, int at, int length) throws IOException {
        int end = at + PNG_CHUNK_HEAD_BYTES + length;
        CRC32 checksum = new CRC32();
        checksum.update(file.array(), at + Integer.BYTES, end - at - Integer.BYTES);
        if ((int) checksum.getValue() != file.getInt(end)) {
            throw new IIOException("the chunk at byte " + at + " doesn't have the checksum it names");
        }
    }
}
