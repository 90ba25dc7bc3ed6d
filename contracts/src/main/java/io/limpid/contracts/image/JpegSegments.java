package io.limpid.contracts.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The segments of a JPEG file before its first scan. */
final class JpegSegments {
    /** Before the number of a profile's part and how many there are. */
    static final byte[] PROFILE_NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    static final int PROFILE = 0xe2;
    private static final int JFIF = 0xe0;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int MARKER_BYTES = 2;

    private JpegSegments() {}

    /**
     * A segment.
     *
     * @param at of its data, behind marker and length
     * @param length of its data
     */
    record Segment(int marker, int at, int length) {
        int end() {
            return at + length;
        }

        /** Of a part of a profile, behind its name and numbers. */
        int dataAt() {
            return at + PROFILE_NAME.length + 2;
        }

        boolean isJfif() {
            return marker == JFIF;
        }

        boolean isProfile(byte[] file) {
            return marker == PROFILE
                    && length >= PROFILE_NAME.length + 2
                    && Arrays.equals(file, at, at + PROFILE_NAME.length, PROFILE_NAME, 0, PROFILE_NAME.length);
        }
    }

    static List<Segment> of(byte[] file) {
        return of(file, 0, file.length);
    }

    /** Of a file in the midst of others, as far as their lengths lead. */
    static List<Segment> of(byte[] file, int from, int to) {
        List<Segment> segments = new ArrayList<>();
        int at = from + MARKER_BYTES;
        while (at + 2 * MARKER_BYTES <= to && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            if (marker == 0xff) {
                at++; // padding before a marker
                continue;
            }
            int length = (file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff;
            boolean isEnd = marker == START_OF_SCAN || marker == END_OF_IMAGE;
            if (isEnd || length < 2 || at + MARKER_BYTES + length > to) {
                break;
            }
            segments.add(new Segment(marker, at + 2 * MARKER_BYTES, length - MARKER_BYTES));
            at += MARKER_BYTES + length;
        }
        return segments;
    }

    /** The file without its profile, which the JDK's reader would apply: it is to be carried on instead. */
    static byte[] withoutProfile(byte[] file) {
        List<Segment> profile =
                of(file).stream().filter(segment -> segment.isProfile(file)).toList();
        byte[] rest = new byte[file.length];
        int to = 0;
        int from = 0;
        for (Segment part : profile) {
            int until = part.at() - 2 * MARKER_BYTES;
            System.arraycopy(file, from, rest, to, until - from);
            to += until - from;
            from = part.end();
        }
        System.arraycopy(file, from, rest, to, file.length - from);
        return profile.isEmpty() ? file : Arrays.copyOf(rest, to + file.length - from);
    }
}
