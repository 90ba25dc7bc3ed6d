package io.limpid.contracts.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.IIOException;

/** A WebP file's chunks, checked before its reader sees them: it believes their lengths, and sizes that differ. */
final class WebpStructure {
    private static final int FIRST_CHUNK_AT = 12;
    /** Type and length before a chunk's data, which is padded to an even length. */
    private static final int CHUNK_HEAD_BYTES = 8;

    private static final int LOSSY = 0x20385056; // "VP8 "
    private static final int LOSSLESS = 0x4c385056; // "VP8L"
    private static final int EXTENDED = 0x58385056; // "VP8X"
    static final int EXIF = 0x46495845; // "EXIF"
    static final int PROFILE_CHUNK = 0x50434349; // "ICCP"
    static final int FRAME = 0x464d4e41; // "ANMF"
    private static final int RIFF = 0x46464952; // "RIFF"

    /** Of the extended header: flags, canvas. */
    private static final int EXTENDED_BYTES = 10;

    private static final int ANIMATED = 0x02;
    private static final int PROFILE = 0x20;

    private static final int LOSSY_HEADER_BYTES = 10;
    private static final int LOSSLESS_HEADER_BYTES = 5;
    private static final int SIDE_BITS = 14;
    private static final int SIDE_MASK = (1 << SIDE_BITS) - 1;

    private final ByteBuffer file;
    private final int end;

    private WebpStructure(byte[] file) throws IOException {
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < FIRST_CHUNK_AT + CHUNK_HEAD_BYTES || this.file.getInt(0) != RIFF) {
            throw new IIOException("expected a RIFF container");
        }
        long declared = CHUNK_HEAD_BYTES + Integer.toUnsignedLong(this.file.getInt(4));
        if (declared > file.length) {
            throw new IIOException("the file declares " + declared + " bytes, and has " + file.length);
        }
        this.end = (int) declared;
    }

    /**
     * Every chunk is whole, there is one still picture, and it has the size of the canvas, which is within the limits: its
     * decoder makes room for what the picture itself declares.
     */
    static void check(byte[] file, PayloadLimits limits) throws IOException, MalformedPayloadException {
        new WebpStructure(file).check(limits);
    }

    private void check(PayloadLimits limits) throws IOException, MalformedPayloadException {
        int pictures = 0;
        int canvas = -1;
        for (int at = FIRST_CHUNK_AT; at < end; at = next(at)) {
            int type = type(at);
            if (type == EXTENDED) {
                checkExtended(at, limits);
                canvas = at;
            } else if (type == LOSSY || type == LOSSLESS) {
                checkPicture(at, canvas, limits);
                pictures++;
            }
        }
        if (pictures != 1) {
            throw new IIOException("expected one picture, found " + pictures);
        }
    }

    private int next(int at) throws IOException {
        return at + CHUNK_HEAD_BYTES + length(at) + (length(at) & 1);
    }

    private int type(int at) throws IOException {
        if (at + CHUNK_HEAD_BYTES > end) {
            throw new IIOException("expected a chunk at byte %d, the file ends after %d".formatted(at, end));
        }
        return file.getInt(at);
    }

    /** The bytes of a chunk's data, all of which are there. */
    private int length(int at) throws IOException {
        long left = (long) end - at - CHUNK_HEAD_BYTES;
        long length = Integer.toUnsignedLong(file.getInt(at + Integer.BYTES));
        if (length > left) {
            throw new IIOException("the chunk at byte %d declares %d bytes, %d are left".formatted(at, length, left));
        }
        return (int) length;
    }

    private void checkExtended(int at, PayloadLimits limits) throws IOException, MalformedPayloadException {
        checkLength(at, EXTENDED_BYTES);
        if ((flags(at) & ANIMATED) != 0) {
            throw new UnreadKindException("expected a still picture, found an animation");
        }
        limits.checkShape(1, canvasHeight(at), canvasWidth(at));
    }

    private void checkPicture(int at, int canvas, PayloadLimits limits) throws IOException, MalformedPayloadException {
        int height = height(at);
        int width = width(at);
        limits.checkShape(1, height, width);
        if (canvas >= 0 && (height != canvasHeight(canvas) || width != canvasWidth(canvas))) {
            throw new IIOException("expected a picture of the canvas' size %d × %d, found %d × %d"
                    .formatted(canvasWidth(canvas), canvasHeight(canvas), width, height));
        }
    }

    private int width(int at) throws IOException {
        int data = at + CHUNK_HEAD_BYTES;
        if (file.getInt(at) == LOSSY) {
            checkLength(at, LOSSY_HEADER_BYTES);
            return file.getShort(data + 6) & SIDE_MASK;
        }
        checkLength(at, LOSSLESS_HEADER_BYTES);
        return (file.getInt(data + 1) & SIDE_MASK) + 1;
    }

    private int height(int at) throws IOException {
        int data = at + CHUNK_HEAD_BYTES;
        if (file.getInt(at) == LOSSY) {
            checkLength(at, LOSSY_HEADER_BYTES);
            return file.getShort(data + 8) & SIDE_MASK;
        }
        checkLength(at, LOSSLESS_HEADER_BYTES);
        return (file.getInt(data + 1) >> SIDE_BITS & SIDE_MASK) + 1;
    }

    private void checkLength(int at, int least) throws IOException {
        if (length(at) < least) {
            throw new IIOException(
                    "the chunk at byte %d has %d bytes, fewer than its header".formatted(at, length(at)));
        }
    }

    private int flags(int at) {
        return file.get(at + CHUNK_HEAD_BYTES);
    }

    private int canvasWidth(int at) {
        return (file.getInt(at + CHUNK_HEAD_BYTES + 4) & 0xffffff) + 1;
    }

    private int canvasHeight(int at) {
        return (file.getInt(at + CHUNK_HEAD_BYTES + 6) >>> 8) + 1;
    }

    /**
     * A whole file as its reader is to see it: without the flag of a colour profile. Profiles of PNG files aren't applied either, and
     * none of a stranger's reaches the native code that would.
     */
    static byte[] withoutProfile(byte[] file) {
        int flags = FIRST_CHUNK_AT + CHUNK_HEAD_BYTES;
        boolean extended = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(FIRST_CHUNK_AT) == EXTENDED;
        if (!extended || (file[flags] & PROFILE) == 0) {
            return file;
        }
        byte[] copy = file.clone();
        copy[flags] &= ~PROFILE;
        return copy;
    }

    static Orientation orientation(byte[] file) {
        try {
            return new WebpStructure(file).orientation();
        } catch (IOException damaged) {
            return Orientation.UPRIGHT;
        }
    }

    /** The data of the first chunk of that type. */
    static Optional<byte[]> data(byte[] file, int type) throws IOException {
        WebpStructure webp = new WebpStructure(file);
        for (int at = FIRST_CHUNK_AT; at < webp.end; at = webp.next(at)) {
            if (webp.type(at) == type) {
                int from = at + CHUNK_HEAD_BYTES;
                return Optional.of(Arrays.copyOfRange(file, from, from + webp.length(at)));
            }
        }
        return Optional.empty();
    }

    /** How many chunks of that type there are. */
    static int count(byte[] file, int type) throws IOException {
        WebpStructure webp = new WebpStructure(file);
        int count = 0;
        for (int at = FIRST_CHUNK_AT; at < webp.end; at = webp.next(at)) {
            count += webp.type(at) == type ? 1 : 0;
        }
        return count;
    }

    private Orientation orientation() throws IOException {
        for (int at = FIRST_CHUNK_AT; at < end; at = next(at)) {
            if (type(at) == EXIF) {
                int data = at + CHUNK_HEAD_BYTES;
                int name = JpegStructure.isExif(file.array(), data, length(at)) ? JpegStructure.exifNameLength() : 0;
                return ExifOrientation.read(file.array(), data + name, length(at) - name);
            }
        }
        return Orientation.UPRIGHT;
    }
}
