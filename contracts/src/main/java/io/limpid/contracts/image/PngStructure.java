package io.limpid.contracts.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import javax.imageio.IIOException;

/** A PNG file's chunks. */
final class PngStructure {
    private static final int SIGNATURE_BYTES = 8;
    /** Length and type before a chunk's data. */
    private static final int CHUNK_HEAD_BYTES = 8;

    private static final int CHECKSUM_BYTES = 4;
    private static final int EXIF = 0x65584966; // "eXIf"
    private static final int END = 0x49454e44; // "IEND"

    private PngStructure() {}

    /**
     * Every chunk up to the last is there and has the checksum it names. The JDK's reader checks no checksum, stops at the
     * last pixel, and would allocate whatever length a chunk declares.
     */
    static void check(byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int at = SIGNATURE_BYTES;
        int type = 0;
        while (type != END) {
            long left = (long) file.limit() - at - CHUNK_HEAD_BYTES - CHECKSUM_BYTES;
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
            at += CHUNK_HEAD_BYTES + length + CHECKSUM_BYTES;
        }
    }

    private static void checkChecksum(ByteBuffer file, int at, int length) throws IOException {
        int end = at + CHUNK_HEAD_BYTES + length;
        CRC32 checksum = new CRC32();
        checksum.update(file.array(), at + Integer.BYTES, end - at - Integer.BYTES);
        if ((int) checksum.getValue() != file.getInt(end)) {
            throw new IIOException("the chunk at byte " + at + " doesn't have the checksum it names");
        }
    }

    /** @param file one that {@link #check} found whole */
    static Orientation orientation(byte[] file) {
        ByteBuffer chunks = ByteBuffer.wrap(file);
        int at = SIGNATURE_BYTES;
        int type = 0;
        while (type != END) {
            int length = chunks.getInt(at);
            type = chunks.getInt(at + Integer.BYTES);
            if (type == EXIF) {
                return ExifOrientation.read(file, at + CHUNK_HEAD_BYTES, length);
            }
            at += CHUNK_HEAD_BYTES + length + CHECKSUM_BYTES;
        }
        return Orientation.UPRIGHT;
    }
}
