package io.limpid.contracts.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the plainest and commonest PNG files, of 8 bits, grey or RGB, opaque and not interlaced, in memory that is used again; the
 * JDK's reader allocates fifty times an icon's size for each. All others, and all that are damaged in any way, are left to the JDK's
 * reader, which says what is wrong.
 */
final class PngReader implements AutoCloseable {
    private static final Idle<PngReader> IDLE = new Idle<>(PngReader::new);
    private static final int FIRST_CHUNK = PngWriter.SIGNATURE.length;
    private static final int CHUNK_HEAD_BYTES = 8;
    private static final int CHECKSUM_BYTES = 4;
    /** Inflated at once, where rows aren't longer: each call costs as much as inflating 50 bytes. */
    private static final int AT_ONCE = 1 << 14;
    /** Memory above it is not kept. */
    private static final int KEPT = 1 << 20;

    private final Inflater inflater = new Inflater();
    private byte[] row = new byte[0];
    private byte[] above = new byte[0];
    /** Some rows, each behind its filter's number. */
    private byte[] rows = new byte[1];

    private ByteBuffer file = ByteBuffer.allocate(0);
    /** Where the chunk begins that is next to be inflated. */
    private int next;

    private PngReader() {}

    /** The pixels of a file, in [0,1]; empty where it is not one of the plain ones, is damaged, or exceeds the limits. */
    static Optional<Pixels> read(byte[] png, PayloadLimits limits) {
        try {
            PngStructure.check(png);
            Optional<ImageShape> shape = plainShape(ByteBuffer.wrap(png), limits);
            return shape.isPresent() ? pixels(png, shape.get()) : Optional.empty();
        } catch (IOException | DataFormatException | MalformedPayloadException leftToTheOther) {
            return Optional.empty();
        }
    }

    private static Optional<ImageShape> plainShape(ByteBuffer file, PayloadLimits limits)
            throws MalformedPayloadException {
        int header = FIRST_CHUNK + CHUNK_HEAD_BYTES;
        if (!hasOnlyPixels(file)) {
            return Optional.empty();
        }
        int colourType = file.get(header + 9);
        boolean plain = file.get(header + 8) == Byte.SIZE
                && (colourType == 0 || colourType == 2)
                && file.get(header + 10) == 0
                && file.get(header + 11) == 0
                && file.get(header + 12) == 0;
        return plain
                ? Optional.of(limits.checkShape(
                        colourType == 2 ? 3 : 1, file.getInt(header + Integer.BYTES), file.getInt(header)))
                : Optional.empty();
    }

    /** A header, image data and the end: nothing that says how the data is to be looked at. */
    private static boolean hasOnlyPixels(ByteBuffer file) {
        if (!Arrays.equals(PngWriter.SIGNATURE, 0, FIRST_CHUNK, file.array(), 0, FIRST_CHUNK)
                || file.getInt(FIRST_CHUNK) != PngWriter.HEADER_BYTES
                || file.getInt(FIRST_CHUNK + Integer.BYTES) != PngWriter.IHDR) {
            return false;
        }
        int at = FIRST_CHUNK;
        int type;
        do {
            at += CHUNK_HEAD_BYTES + file.getInt(at) + CHECKSUM_BYTES;
            type = file.getInt(at + Integer.BYTES);
        } while (type == PngWriter.IDAT);
        return type == PngWriter.IEND;
    }

    private static Optional<Pixels> pixels(byte[] png, ImageShape shape) throws DataFormatException {
        PngReader reader = IDLE.take();
        try {
            return reader.pixels(ByteBuffer.wrap(png), shape);
        } finally {
            reader.forget();
            IDLE.giveBack(reader);
        }
    }

    private Optional<Pixels> pixels(ByteBuffer png, ImageShape shape) throws DataFormatException {
        file = png;
        next = FIRST_CHUNK + CHUNK_HEAD_BYTES + PngWriter.HEADER_BYTES + CHECKSUM_BYTES;
        inflater.reset();
        int channels = shape.channels();
        int rowBytes = shape.width() * channels;
        int rowsAtOnce = Math.max(1, Math.min(shape.height(), AT_ONCE / (1 + rowBytes)));
        rows = large(rows, rowsAtOnce * (1 + rowBytes));
        row = large(row, PngRows.PAD + rowBytes);
        above = large(above, PngRows.PAD + rowBytes);
        Arrays.fill(above, (byte) 0);
        float[] values = new float[shape.size()];
        for (int y = 0; y < shape.height(); y++) {
            int start = y % rowsAtOnce * (1 + rowBytes);
            if (start == 0 && !inflate(rows, Math.min(rowsAtOnce, shape.height() - y) * (1 + rowBytes))) {
                return Optional.empty();
            }
            System.arraycopy(rows, start + 1, row, PngRows.PAD, rowBytes);
            if (!PngRows.restore(rows[start], row, above, rowBytes, channels)) {
                return Optional.empty();
            }
            for (int channel = 0; channel < channels; channel++) {
                int to = (channel * shape.height() + y) * shape.width();
                RawCodec.bytesToFloats(row, PngRows.PAD + channel, channels, values, to, shape.width());
            }
            byte[] done = row;
            row = above;
            above = done;
        }
        // the JDK's reader takes less or more than there should be for what it is
        boolean ends = !inflate(rows, 1) && inflater.finished();
        return ends ? Optional.of(Pixels.of(shape, values)) : Optional.empty();
    }

    /** Whether there was as much. */
    private boolean inflate(byte[] target, int count) throws DataFormatException {
        int got = 0;
        while (got < count) {
            int now = inflater.inflate(target, got, count - got);
            got += now;
            if (now == 0 && (inflater.finished() || inflater.needsDictionary() || !nextData())) {
                return false;
            }
        }
        return true;
    }

    /** Gives the inflater the next chunk of image data, if there is one. */
    private boolean nextData() {
        if (file.getInt(next + Integer.BYTES) != PngWriter.IDAT) {
            return false;
        }
        int length = file.getInt(next);
        inflater.setInput(file.array(), next + CHUNK_HEAD_BYTES, length);
        next += CHUNK_HEAD_BYTES + length + CHECKSUM_BYTES;
        return true;
    }

    private static byte[] large(byte[] kept, int size) {
        return kept.length >= size ? kept : new byte[size];
    }

    private void forget() {
        file = ByteBuffer.allocate(0);
        if (row.length > KEPT) {
            rows = new byte[1];
            row = new byte[0];
            above = new byte[0];
        }
    }

    /** Frees what the decompression keeps outside the heap. */
    @Override
    public void close() {
        inflater.end();
    }
}
