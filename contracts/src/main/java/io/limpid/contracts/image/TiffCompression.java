package io.limpid.contracts.image;

import java.io.IOException;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.IIOException;

/**
 * How a TIFF's strips and tiles are packed. The JDK's decoders stop where the data does and leave the rest of the picture black,
 * so each part is measured first; what it unpacks to is counted, not kept.
 */
enum TiffCompression {
    NONE {
        @Override
        long unpacked(byte[] file, int at, int length, long needed) {
            return length;
        }
    },
    LZW {
        @Override
        long unpacked(byte[] file, int at, int length, long needed) throws IOException {
            return new LzwLength(file, at, at + length).count(needed);
        }
    },
    DEFLATE {
        @Override
        long unpacked(byte[] file, int at, int length, long needed) throws IOException {
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(file, at, length);
                byte[] scratch = new byte[8192];
                // to the end, for the checksum there, but not for long behind what is needed
                while (!inflater.finished() && inflater.getBytesWritten() <= needed + scratch.length) {
                    if (inflater.inflate(scratch) == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                        break;
                    }
                }
                return inflater.getBytesWritten();
            } catch (DataFormatException damaged) {
                throw new IIOException("damaged Deflate data: " + damaged.getMessage(), damaged);
            } finally {
                inflater.end();
            }
        }
    },
    PACK_BITS {
        @Override
        long unpacked(byte[] file, int at, int length, long needed) {
            long bytes = 0;
            int end = at + length;
            for (int i = at; i < end && bytes < needed; ) {
                int head = file[i];
                if (head >= 0) {
                    bytes += Math.min(head + 1, end - i - 1);
                    i += head + 2;
                } else {
                    bytes += head == Byte.MIN_VALUE || i + 1 == end ? 0 : 1 - head;
                    i += head == Byte.MIN_VALUE ? 1 : 2;
                }
            }
            return bytes;
        }
    },
    /** Huffman codes of runs, Group 3 and Group 4: the JDK's decoder fails or warns where one ends early or is damaged. */
    FAX {
        @Override
        void check(byte[] file, int at, int length, long rows, long width, long bitsAPixel) {
            // left to the decoder
        }

        @Override
        long unpacked(byte[] file, int at, int length, long needed) {
            throw new UnsupportedOperationException("a fax is measured by its decoder");
        }
    },
    JPEG {
        @Override
        void check(byte[] file, int at, int length, long rows, long width, long bitsAPixel) throws IOException {
            JpegStructure jpeg = JpegStructure.of(file, at, at + length);
            if (jpeg.width() != width || jpeg.height() < rows || jpeg.height() > rows + MOST_JPEG_PADDING) {
                throw new IIOException("expected a JPEG of %d × %d pixels at byte %d, found %d × %d"
                        .formatted(width, rows, at, jpeg.width(), jpeg.height()));
            }
            if (jpeg.components() * 8L != bitsAPixel) {
                throw new IIOException("expected a JPEG of %d bits a pixel at byte %d, found %d components"
                        .formatted(bitsAPixel, at, jpeg.components()));
            }
            if (!hasEnd(file, at, at + length)) {
                throw new IIOException("the JPEG at byte " + at + " has no end");
            }
        }

        @Override
        long unpacked(byte[] file, int at, int length, long needed) {
            throw new UnsupportedOperationException("a JPEG is measured by its header");
        }
    };

    /** Of methods that aren't read, what people may know them by. */
    private static final Map<Long, String> NAMES = Map.of(
            6L, " (JPEG of the old kind)",
            34661L, " (JBIG)",
            34712L, " (JPEG 2000)",
            34925L, " (LZMA)",
            50000L, " (Zstandard)",
            50001L, " (WebP)");

    /** A writer may have filled the last strip up to whole blocks. */
    private static final int MOST_JPEG_PADDING = 32;

    /** @param tag a compression tag's value */
    static TiffCompression of(long tag) throws IOException {
        return switch ((int) tag) {
            case 1 -> NONE;
            case 2, 3, 4 -> FAX;
            case 5 -> LZW;
            case 7 -> JPEG;
            case 8, 32946 -> DEFLATE;
            case 32773 -> PACK_BITS;
            default ->
                throw new UnreadKindException(
                        "expected no compression, LZW, Deflate, PackBits, JPEG or fax (Group 3 or 4), found method "
                                + tag + NAMES.getOrDefault(tag, ""));
        };
    }

    /** Of black and white alone, one bit a pixel. */
    boolean isFax() {
        return this == FAX;
    }

    /**
     * @param at where the part begins, with its whole length in the file
     * @throws IOException when it doesn't unpack to that many rows
     */
    void check(byte[] file, int at, int length, long rows, long width, long bitsAPixel) throws IOException {
        long needed = rows * ((width * bitsAPixel + 7) / 8);
        long found = unpacked(file, at, length, needed);
        if (found < needed) {
            throw new IIOException("expected %d bytes of pixels in the strip or tile at byte %d, found %d"
                    .formatted(needed, at, found));
        }
    }

    /** How many bytes the part holds; counting may stop once there are as many as needed. */
    abstract long unpacked(byte[] file, int at, int length, long needed) throws IOException;

    private static boolean hasEnd(byte[] file, int from, int to) {
        for (int i = to - 2; i >= Math.max(from, to - 4); i--) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == 0xd9) {
                return true;
            }
        }
        return false;
    }
}
