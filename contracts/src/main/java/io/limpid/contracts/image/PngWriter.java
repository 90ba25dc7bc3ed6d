package io.limpid.contracts.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG files (W3C, Portable Network Graphics, third edition) straight from floats, in memory that is used again; the JDK's writer allocates
 * eighty times an icon's size for each. Grey or RGB, with or without alpha, 8 or 16 bits, not interlaced; each row gets the filter by
 * which its bytes are smallest in sum, as the standard suggests (section 12.7), of small pictures the best of the three simple ones.
 */
final class PngWriter implements AutoCloseable {
    private static final Idle<PngWriter> IDLE = new Idle<>(PngWriter::new);
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    static final int IHDR = 0x49484452;
    static final int IDAT = 0x49444154;
    static final int IEND = 0x49454e44;
    static final int HEADER_BYTES = 13;
    /** Length, type and checksum of a chunk. */
    private static final int CHUNK_BYTES = 12;
    /** Beyond it, a level gains a few per cent and doubles the time. */
    private static final int LEVEL = 4;
    /** Memory above it is not kept. */
    private static final int KEPT = 1 << 20;

    private final Deflater deflater = new Deflater(LEVEL);
    private final SmallZlib smallZlib = new SmallZlib();
    private final CRC32 checksum = new CRC32();
    private byte[] filtered = new byte[0];
    private byte[] packed = new byte[0];
    private byte[] row = new byte[0];
    private byte[] above = new byte[0];
    /** The row by each of the filters. */
    private final byte[][] differences = new byte[PngRows.FILTERS][0];

    private PngWriter() {}

    /**
     * A whole file; values are clamped to [0,1] and rounded.
     *
     * @param pixels of 1 or 3 channels
     * @throws IllegalArgumentException when they have others
     */
    static byte[] write(Pixels pixels, int bitDepth, Optional<Pixels> alpha) {
        int colours = pixels.shape().channels();
        if (colours != 1 && colours != 3) {
            throw new IllegalArgumentException("a PNG file holds 1 or 3 channels, the image is " + pixels.shape());
        }
        PngWriter writer = IDLE.take();
        try {
            return writer.file(pixels, bitDepth, alpha);
        } finally {
            writer.forgetLarge();
            IDLE.giveBack(writer);
        }
    }

    private byte[] file(Pixels pixels, int bitDepth, Optional<Pixels> alpha) {
        ImageShape shape = pixels.shape();
        int channels = shape.channels() + (alpha.isPresent() ? 1 : 0);
        int pixelBytes = channels * bitDepth / Byte.SIZE;
        filter(pixels, bitDepth, alpha, pixelBytes);
        int length = deflate(shape.height() * (1 + shape.width() * pixelBytes));
        ByteBuffer file =
                ByteBuffer.allocate(SIGNATURE.length + CHUNK_BYTES + HEADER_BYTES + CHUNK_BYTES + length + CHUNK_BYTES);
        file.put(SIGNATURE);
        int colourType = (shape.channels() == 3 ? 2 : 0) + (alpha.isPresent() ? 4 : 0);
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(shape.width())
                .putInt(shape.height())
                .put((byte) bitDepth)
                .put((byte) colourType);
        chunk(file, IHDR, header.array(), HEADER_BYTES);
        chunk(file, IDAT, packed, length);
        chunk(file, IEND, packed, 0);
        return file.array();
    }

    private void chunk(ByteBuffer file, int type, byte[] data, int length) {
        file.putInt(length);
        int from = file.position();
        file.putInt(type).put(data, 0, length);
        checksum.reset();
        checksum.update(file.array(), from, file.position() - from);
        file.putInt((int) checksum.getValue());
    }

    private void filter(Pixels pixels, int bitDepth, Optional<Pixels> alpha, int pixelBytes) {
        int height = pixels.shape().height();
        int rowBytes = pixels.shape().width() * pixelBytes;
        filtered = large(filtered, Math.multiplyExact(height, rowBytes + 1));
        row = large(row, PngRows.PAD + rowBytes);
        above = large(above, PngRows.PAD + rowBytes);
        for (int i = 0; i < differences.length; i++) {
            differences[i] = large(differences[i], PngRows.PAD + rowBytes);
        }
        Arrays.fill(above, (byte) 0);
        int filters = isSmall(height * (rowBytes + 1)) ? PngRows.SIMPLE_FILTERS : PngRows.FILTERS;
        int at = 0;
        for (int y = 0; y < height; y++) {
            samples(pixels, y, bitDepth, 0, pixelBytes);
            if (alpha.isPresent()) {
                samples(alpha.get(), y, bitDepth, pixels.shape().channels(), pixelBytes);
            }
            int best = best(filters, rowBytes, pixelBytes);
            filtered[at++] = (byte) best;
            System.arraycopy(differences[best], PngRows.PAD, filtered, at, rowBytes);
            at += rowBytes;
            byte[] done = row;
            row = above;
            above = done;
        }
    }

    /** Puts a row of all channels of an image among the row's samples, the first as the one of that number. */
    private void samples(Pixels source, int y, int bitDepth, int first, int pixelBytes) {
        ImageShape shape = source.shape();
        int sampleBytes = bitDepth / Byte.SIZE;
        int largest = (1 << bitDepth) - 1;
        for (int channel = 0; channel < shape.channels(); channel++) {
            int from = (channel * shape.height() + y) * shape.width();
            int to = PngRows.PAD + (first + channel) * sampleBytes;
            for (int x = 0; x < shape.width(); x++, to += pixelBytes) {
                int value = (int) (Math.min(1, Math.max(0, source.get(from + x))) * largest + 0.5f);
                if (sampleBytes == 2) {
                    row[to] = (byte) (value >> Byte.SIZE);
                    row[to + 1] = (byte) value;
                } else {
                    row[to] = (byte) value;
                }
            }
        }
    }

    private int best(int filters, int rowBytes, int pixelBytes) {
        int best = 0;
        int smallest = Integer.MAX_VALUE;
        for (int filter = 0; filter < filters; filter++) {
            int sum = PngRows.filter(filter, row, above, differences[filter], rowBytes, pixelBytes);
            if (sum < smallest) {
                smallest = sum;
                best = filter;
            }
        }
        return best;
    }

    private int deflate(int count) {
        if (isSmall(count)) {
            packed = large(packed, SmallZlib.bound(count));
            return smallZlib.compress(filtered, count, packed);
        }
        deflater.reset();
        deflater.setStrategy(Deflater.FILTERED);
        deflater.setInput(filtered, 0, count);
        deflater.finish();
        int length = 0;
        packed = large(packed, count / 2 + 64);
        while (!deflater.finished()) {
            if (length == packed.length) {
                packed = Arrays.copyOf(packed, 2 * packed.length);
            }
            length += deflater.deflate(packed, length, packed.length - length);
        }
        return length;
    }

    private static boolean isSmall(int count) {
        return count <= SmallZlib.MOST;
    }

    private static byte[] large(byte[] kept, int size) {
        return kept.length >= size ? kept : new byte[size];
    }

    private void forgetLarge() {
        if (filtered.length > KEPT || packed.length > KEPT) {
            filtered = new byte[0];
            packed = new byte[0];
        }
    }

    /** Frees what the compression keeps outside the heap. */
    @Override
    public void close() {
        deflater.end();
    }
}
