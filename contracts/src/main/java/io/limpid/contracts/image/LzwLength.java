package io.limpid.contracts.image;

import java.io.IOException;
import javax.imageio.IIOException;

/** How many bytes LZW data of a TIFF unpacks to, without unpacking it: of each table entry, the length is all that is kept. */
final class LzwLength {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST_FREE = 258;
    private static final int LEAST_BITS = 9;
    private static final int MOST_BITS = 12;

    private final byte[] file;
    private final int end;
    private final int[] lengths = new int[1 << MOST_BITS];
    private long bitAt;
    private int bits = LEAST_BITS;
    private int free = FIRST_FREE;

    LzwLength(byte[] file, int from, int to) {
        this.file = file;
        this.bitAt = from * 8L;
        this.end = to;
    }

    /**
     * @param needed counting stops there
     * @throws IOException when a code names no entry
     */
    long count(long needed) throws IOException {
        long bytes = 0;
        int previous = 0;
        while (bytes < needed) {
            int code = next();
            if (code == END) {
                break;
            }
            if (code == CLEAR) {
                bits = LEAST_BITS;
                free = FIRST_FREE;
                previous = 0;
                continue;
            }
            int length = lengthOf(code, previous);
            bytes += length;
            if (previous > 0) {
                add(previous + 1);
            }
            previous = length;
        }
        return bytes;
    }

    private int lengthOf(int code, int previous) throws IOException {
        if (code < CLEAR) {
            return 1;
        }
        if (code < free) {
            return lengths[code];
        }
        if (code == free && previous > 0) {
            return previous + 1;
        }
        throw new IIOException("damaged LZW data: code " + code + " of " + free);
    }

    /** TIFF makes codes longer one entry early. */
    private void add(int length) {
        if (free < lengths.length) {
            lengths[free++] = length;
        }
        if (free + 1 == 1 << bits && bits < MOST_BITS) {
            bits++;
        }
    }

    /** The end, also where the data ends without it. */
    private int next() {
        if (bitAt + bits > end * 8L) {
            return END;
        }
        int code = 0;
        for (int i = 0; i < bits; i++, bitAt++) {
            code = code << 1 | file[(int) (bitAt >> 3)] >> (7 - (int) (bitAt & 7)) & 1;
        }
        return code;
    }
}
