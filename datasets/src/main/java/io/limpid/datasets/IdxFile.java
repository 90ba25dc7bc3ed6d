package io.limpid.datasets;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads IDX files of unsigned bytes, gzipped or not: two zero bytes, the type 8, the number of dimensions, each dimension as a
 * big-endian int, then the values.
 */
final class IdxFile {
    private static final int UNSIGNED_BYTES = 0x0800;
    /** No data set of ours is larger, and a damaged header must not ask for all memory. */
    private static final long LARGEST = 1L << 30;

    private final int[] dimensions;
    private final byte[] values;
    private final String sha256;

    private IdxFile(int[] dimensions, byte[] values, String sha256) {
        this.dimensions = dimensions;
        this.values = values;
        this.sha256 = sha256;
    }

    int dimension(int index) {
        return dimensions[index];
    }

    /** Of the whole file, unzipped, lower-case hexadecimal. */
    String sha256OfContent() {
        return sha256;
    }

    /** The caller becomes the owner. */
    byte[] values() {
        return values;
    }

    /** @throws DataException naming the file and what is wrong with it */
    static IdxFile read(Path file, int expectedDimensions) {
        try (InputStream unzipped = Unzipped.open(file);
                DigestInputStream digested = new DigestInputStream(unzipped, Sha256.digest());
                DataInputStream input = new DataInputStream(digested)) {
            int[] dimensions = readHeader(file, input, expectedDimensions);
            byte[] values = readValues(file, input, size(file, dimensions));
            String sum = HexFormat.of().formatHex(digested.getMessageDigest().digest());
            return new IdxFile(dimensions, values, sum);
        } catch (EOFException truncated) {
            throw new DataException(file + ": ends too early; it is no IDX file, or a truncated one", truncated);
        } catch (IOException unreadable) {
            throw new DataException(file + ": can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static int[] readHeader(Path file, DataInputStream input, int expectedDimensions) throws IOException {
        int magic = input.readInt();
        if (magic != (UNSIGNED_BYTES | expectedDimensions)) {
            throw new DataException("%s: expected an IDX file of bytes with %d dimensions (%08x), found %08x at byte 0"
                    .formatted(file, expectedDimensions, UNSIGNED_BYTES | expectedDimensions, magic));
        }
        int[] dimensions = new int[expectedDimensions];
        for (int i = 0; i < expectedDimensions; i++) {
            dimensions[i] = input.readInt();
        }
        return dimensions;
    }

    private static int size(Path file, int[] dimensions) {
        long size = 1;
        for (int dimension : dimensions) {
            size = dimension < 0 || size > LARGEST ? LARGEST + 1 : size * dimension;
        }
        if (size > LARGEST) {
            throw new DataException("%s: expected at most %d values, the header declares %s"
                    .formatted(file, LARGEST, Arrays.toString(dimensions)));
        }
        return (int) size;
    }

    private static byte[] readValues(Path file, InputStream input, int size) throws IOException {
        byte[] values = input.readNBytes(size);
        if (values.length < size) {
            throw new DataException(file + ": expected " + size + " values, the file ends after " + values.length);
        }
        if (input.read() != -1) {
            throw new DataException(file + ": expected " + size + " values, the file has more");
        }
        return values;
    }
}
