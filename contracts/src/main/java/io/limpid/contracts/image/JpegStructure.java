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
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int FIRST_FRAME = 0xc0;
    private static final int LAST_FRAME = 0xcf;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    /** A frame header up to its number of components: length, precision, height, width. */
    private static final int FRAME_BYTES = 8;

    private static final JpegStructure NOTHING = new JpegStructure(0, 0, 0, 0, 0);

    /** Walks from segment to segment; never beyond {@code to}, and as far as their lengths lead. */
    static JpegStructure of(byte[] file, int from, int to) {
        JpegStructure found = NOTHING;
        int at = from + 2;
        while (at + 4 <= to && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            if (marker == 0xff) {
                at++; // padding before a marker
                continue;
            }
            if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                break;
            }
            int segment = at + 2;
            int length = unsignedShort(file, segment);
            if (length < 2 || segment + length > to) {
                break;
            }
            found = found.with(file, marker, segment, length);
            at = segment + length;
        }
        return found;
    }

    private JpegStructure with(byte[] file, int marker, int segment, int length) {
        if (marker == APP1 && exifAt == 0 && isExif(file, segment + 2, length - 2)) {
            int at = segment + 2 + EXIF.length;
            return new JpegStructure(components, height, width, at, segment + length - at);
        }
        if (isFrame(marker) && length >= FRAME_BYTES && components == 0) {
            return new JpegStructure(
                    file[segment + 7] & 0xff,
                    unsignedShort(file, segment + 3),
                    unsignedShort(file, segment + 5),
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
