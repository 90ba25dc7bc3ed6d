package io.limpid.contracts.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.IIOException;

/** What the JDK's reader takes on trust about a BMP file. */
final class BmpStructure {
    private static final int HEADER_SIZE_AT = 14;
    private static final int WIDTH_AT = 18;
    private static final int HEIGHT_AT = 22;
    private static final int BITS_PER_PIXEL_AT = 28;
    private static final int COMPRESSION_AT = 30;
    private static final int COLOUR_SPACE_AT = 70;
    /** Header sizes from which on a compression, and a colour space, is part of it. */
    private static final int SIZE_WITH_COMPRESSION = 40;

    private static final int SIZE_WITH_COLOUR_SPACE = 108;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;
    private static final int LINKED_PROFILE = 0x4c494e4b; // "LINK"
    private static final int EMBEDDED_PROFILE = 0x4d424544; // "MBED"

    private BmpStructure() {}

    static void check(byte[] file, PayloadLimits limits) throws IOException, MalformedPayloadException {
        check(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN), limits);
    }

    /**
     * A compressed BMP can hold a whole PNG or JPEG of another size than its header declares, which would slip past the
     * limits, or run out of run lengths half way down the picture, unnoticed; a colour profile can name a file to open.
     */
    private static void check(ByteBuffer file, PayloadLimits limits) throws IOException, MalformedPayloadException {
        if (file.limit() < COMPRESSION_AT) {
            throw new IIOException("the header ends after " + file.limit() + " bytes");
        }
        int headerSize = file.getInt(HEADER_SIZE_AT);
        if (headerSize < SIZE_WITH_COMPRESSION) {
            return;
        }
        if (file.limit() < HEADER_SIZE_AT + (long) headerSize) {
            throw new IIOException("the header ends after " + file.limit() + " bytes");
        }
        // The reader plans its memory while it reads the header; a negative height means rows from the top down.
        limits.checkShape(1, Math.abs((long) file.getInt(HEIGHT_AT)), file.getInt(WIDTH_AT));
        int compression = file.getInt(COMPRESSION_AT);
        if (compression != UNCOMPRESSED && compression != BIT_FIELDS) {
            throw new IIOException("expected no compression, found method " + compression);
        }
        if (file.getShort(BITS_PER_PIXEL_AT) == 0) {
            throw new IIOException("expected at least 1 bit per pixel, found 0");
        }
        checkColourSpace(file, headerSize);
    }

    private static void checkColourSpace(ByteBuffer file, int headerSize) throws IOException {
        int colourSpace = headerSize < SIZE_WITH_COLOUR_SPACE ? 0 : file.getInt(COLOUR_SPACE_AT);
        if (colourSpace == LINKED_PROFILE || colourSpace == EMBEDDED_PROFILE) {
            throw new IIOException("expected no colour profile");
        }
    }
}
