package io.limpid.contracts.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The pages of a TIFF file: its directories, each of which leads to the next. */
final class TiffPages {
    private static final int FIRST_AT = 4;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 12;
    private static final int LITTLE = 0x4949; // "II"
    private static final int KIND = 254;
    private static final int OLD_KIND = 255;
    /** Bits of the kind: a smaller copy of another page, and a mask that says what of one is transparent. */
    private static final int COPY_OR_MASK = 1 | 4;

    private static final int OLD_COPY = 2;
    private static final int SHORT = 3;

    private TiffPages() {}

    /**
     * Where the directories of pages begin, at least one. What are smaller copies and masks of pages, as some write them beside, are none, unless
     * there is nothing else.
     *
     * @throws MalformedPayloadException when a directory isn't there, or leads back to one before it
     */
    static List<Integer> of(byte[] bytes) throws MalformedPayloadException {
        if (bytes.length < HEADER_BYTES) {
            throw new MalformedPayloadException(
                    PayloadProblem.UNDECODABLE,
                    "expected a whole TIFF file: the file ends after " + bytes.length
                            + " bytes, before the end of its header");
        }
        ByteBuffer file = inOrder(bytes);
        List<Integer> pages = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (long at = next(file, FIRST_AT); at != 0; at = next(file, endOf(file, (int) at))) {
            if (at + Short.BYTES > file.limit() || endOf(file, (int) at) + Integer.BYTES > file.limit()) {
                throw damaged(seen.size() + 1, "lies beyond the end of the file, which has " + file.limit() + " bytes");
            }
            if (!seen.add((int) at)) {
                throw damaged(seen.size() + 1, "is one of those before it");
            }
            if (isPage(file, (int) at)) {
                pages.add((int) at);
            }
        }
        return pages.isEmpty() ? List.of((int) next(file, FIRST_AT)) : List.copyOf(pages);
    }

    /** Makes that page the file's first. */
    static void turnTo(byte[] bytes, int page) {
        inOrder(bytes).putInt(FIRST_AT, page);
    }

    private static ByteBuffer inOrder(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        return bytes.length >= Short.BYTES && file.getShort(0) == LITTLE ? file.order(ByteOrder.LITTLE_ENDIAN) : file;
    }

    /** 0 behind the last. */
    private static long next(ByteBuffer file, int at) {
        return at + Integer.BYTES > file.limit() ? 0 : Integer.toUnsignedLong(file.getInt(at));
    }

    private static int endOf(ByteBuffer file, int at) {
        return at + Short.BYTES + Short.toUnsignedInt(file.getShort(at)) * ENTRY_BYTES;
    }

    private static boolean isPage(ByteBuffer file, int at) {
        for (int entry = at + Short.BYTES; entry < endOf(file, at); entry += ENTRY_BYTES) {
            int tag = Short.toUnsignedInt(file.getShort(entry));
            int value = file.getShort(entry + 2) == SHORT ? file.getShort(entry + 8) : file.getInt(entry + 8);
            if (tag == KIND && (value & COPY_OR_MASK) != 0 || tag == OLD_KIND && value == OLD_COPY) {
                return false;
            }
        }
        return true;
    }

    private static MalformedPayloadException damaged(int number, String why) {
        return new MalformedPayloadException(
                PayloadProblem.UNDECODABLE,
                "expected a whole TIFF file: its directory number " + number + " (of a page, or a copy of one) " + why);
    }
}
