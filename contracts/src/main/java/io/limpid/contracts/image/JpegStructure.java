package io.limpid.contracts.image;

/**
 * What a JPEG's segments say before its pixels begin.
 *
 * @param components of a pixel: 1 grey, 3 colour, 4 inks; 0 where no frame header was found
 * @param height of the frame, 0 where none was found
 * @param width of the frame, 0 where none was found
 * @param exifAt where an EXIF block begins, behind its name; 0 where there is none
 * @param exifLength of the EXIF block
 */
record JpegStructure(int components, int height, int width, int exifAt, int exifLength) {
    private static final int APP1 = 0xe1;
    private static final int FIRST_FRAME = 0xc0;
    private static final int LAST_FRAME = 0xcf;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    /** A frame header up to its number of components: precision, height, width. */
    private static final int FRAME_BYTES = 6;

    private static final JpegStructure NOTHING = new JpegStructure(0, 0, 0, 0, 0);

    /** Walks from segment to segment; never beyond {@code to}, and as far as their lengths lead. */
    static JpegStructure of(byte[] file, int from, int to) {
        JpegStructure found = NOTHING;
        for (JpegSegments.Segment segment : JpegSegments.of(file, from, to)) {
            found = found.with(file, segment);
        }
        return found;
    }

    private JpegStructure with(byte[] file, JpegSegments.Segment segment) {
        if (segment.marker() == APP1 && exifAt == 0 && isExif(file, segment.at(), segment.length())) {
            int at = segment.at() + EXIF.length;
            return new JpegStructure(components, height, width, at, segment.end() - at);
        }
        if (isFrame(segment.marker()) && segment.length() >= FRAME_BYTES && components == 0) {
            return new JpegStructure(
                    file[segment.at() + 5] & 0xff,
                    unsignedShort(file, segment.at() + 1),
                    unsignedShort(file, segment.at() + 3),
                    exifAt,
                    exifLength);
        }
        return this;
    }

    /** The range is shared with tables and an extension, at every fourth marker. */
    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME && marker <= LAST_FRAME && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Whether an EXIF block's name lies there; WebP files have it too, or leave it out. */
    static boolean isExif(byte[] file, int at, int length) {
        if (length < EXIF.length) {
            return false;
        }
        for (int i = 0; i < EXIF.length; i++) {
            if (file[at + i] != EXIF[i]) {
                return false;
            }
        }
        return true;
    }

    static int exifNameLength() {
        return EXIF.length;
    }

    private static int unsignedShort(byte[] file, int at) {
        return (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
    }

    /** Inks need the printer's profile to become colours. */
    void checkComponents() throws MalformedPayloadException {
        if (components > 3) {
            throw new MalformedPayloadException(
                    PayloadProblem.UNSUPPORTED_CHANNELS,
                    "expected 1 channel (grey) or 3 (colour), found the " + components
                            + " inks of a CMYK picture; convert it to RGB");
        }
    }

    Orientation orientation(byte[] file) {
        return exifAt == 0 ? Orientation.UPRIGHT : ExifOrientation.read(file, exifAt, exifLength);
    }
}
