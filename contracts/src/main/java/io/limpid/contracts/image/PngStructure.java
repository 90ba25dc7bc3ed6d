package io.limpid.contracts.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.IIOException;

/** A PNG file's chunks. */
final class PngStructure {
    private static final int SIGNATURE_BYTES = 8;
    /** Length and type before a chunk's data. */
    private static final int CHUNK_HEAD_BYTES = 8;

    private static final int CHECKSUM_BYTES = 4;
    private static final int HEADER = 0x49484452; // "IHDR"
    private static final int HEADER_BYTES = 13;
    /** Of the header's data, after width and height. */
    private static final int BIT_DEPTH_AT = SIGNATURE_BYTES + CHUNK_HEAD_BYTES + 8;

    /** By colour type, the bit depths it may have; 0 for none. */
    private static final int[] BIT_DEPTHS = {1 | 2 | 4 | 8 | 16, 0, 8 | 16, 1 | 2 | 4 | 8, 8 | 16, 0, 8 | 16};

    private static final int EXIF = 0x65584966; // "eXIf"
    private static final int END = 0x49454e44; // "IEND"
    /** Dots a unit in either direction, and the unit. */
    static final int RESOLUTION = 0x70485973; // "pHYs"

    static final int PROFILE = 0x69434350; // "iCCP"
    /** How many frames there are, and how often they are shown. */
    static final int ANIMATION = 0x6163544c; // "acTL"

    private PngStructure() {}

    /** The first chunk is a header that means something. The JDK's reader doesn't tell what is wrong with one. */
    static void checkHeader(byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        if (bytes.length < SIGNATURE_BYTES + CHUNK_HEAD_BYTES + HEADER_BYTES + CHECKSUM_BYTES) {
            throw new IIOException("the file ends after " + bytes.length + " bytes, before the end of its header");
        }
        if (file.getInt(SIGNATURE_BYTES) != HEADER_BYTES || file.getInt(SIGNATURE_BYTES + Integer.BYTES) != HEADER) {
            throw new IIOException("it does not begin with a header of " + HEADER_BYTES + " bytes");
        }
        int depth = Byte.toUnsignedInt(bytes[BIT_DEPTH_AT]);
        int colours = Byte.toUnsignedInt(bytes[BIT_DEPTH_AT + 1]);
        if (Integer.bitCount(depth) != 1 || colours >= BIT_DEPTHS.length || (BIT_DEPTHS[colours] & depth) == 0) {
            throw new IIOException("the header names " + depth + " bits a channel with colour type " + colours
                    + ", which don't exist");
        }
        if (bytes[BIT_DEPTH_AT + 2] != 0 || bytes[BIT_DEPTH_AT + 3] != 0 || (bytes[BIT_DEPTH_AT + 4] & ~1) != 0) {
            throw new IIOException("the header names a compression, filter or interlacing that doesn't exist");
        }
        if (file.getInt(BIT_DEPTH_AT - 8) <= 0 || file.getInt(BIT_DEPTH_AT - 4) <= 0) {
            throw new IIOException("the header names a picture without pixels");
        }
    }

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
        int at = find(file, EXIF);
        return at < 0
                ? Orientation.UPRIGHT
                : ExifOrientation.read(
                        file, at + CHUNK_HEAD_BYTES, ByteBuffer.wrap(file).getInt(at));
    }

    /**
     * The data of the first chunk of that type.
     *
     * @throws IOException when the file is not whole
     */
    static Optional<byte[]> data(byte[] file, int type) throws IOException {
        check(file);
        int at = find(file, type);
        int from = at + CHUNK_HEAD_BYTES;
        return at < 0
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(
                        file, from, from + ByteBuffer.wrap(file).getInt(at)));
    }

    /** Where a chunk begins, -1 where there is none. */
    private static int find(byte[] file, int wanted) {
        ByteBuffer chunks = ByteBuffer.wrap(file);
        int at = SIGNATURE_BYTES;
        int type = 0;
        while (type != END) {
            type = chunks.getInt(at + Integer.BYTES);
            if (type == wanted) {
                return at;
            }
            at += CHUNK_HEAD_BYTES + chunks.getInt(at) + CHECKSUM_BYTES;
        }
        return -1;
    }
}
