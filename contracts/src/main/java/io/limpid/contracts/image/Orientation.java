package io.limpid.contracts.image;

import io.limpid.contracts.v1.Encoding;

/** How a picture lies in its file, in the order of the EXIF and TIFF orientation tag's values 1 to 8. */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, false, true),
    UPSIDE_DOWN(false, true, true),
    UPSIDE_DOWN_MIRRORED(false, true, false),
    TRANSPOSED(true, false, false),
    /** To be turned a quarter to the right. */
    LEFT(true, true, false),
    TRANSPOSED_UPSIDE_DOWN(true, true, true),
    /** To be turned a quarter to the left. */
    RIGHT(true, false, true);

    private static final Orientation[] BY_TAG = values();

    private final boolean swapsSides;
    private final boolean fromBelow;
    private final boolean fromTheRight;

    /**
     * @param swapsSides what becomes a row is a column in the file
     * @param fromBelow the file's rows are read from the last to the first
     * @param fromTheRight the file's columns are read from the last to the first
     */
    Orientation(boolean swapsSides, boolean fromBelow, boolean fromTheRight) {
        this.swapsSides = swapsSides;
        this.fromBelow = fromBelow;
        this.fromTheRight = fromTheRight;
    }

    /** Any other value than 1 to 8 means nothing: the picture is taken as upright. */
    static Orientation ofTag(int value) {
        return value >= 1 && value <= BY_TAG.length ? BY_TAG[value - 1] : UPRIGHT;
    }

    /** Whether what is across in the file is down in the picture. */
    boolean swapsSides() {
        return swapsSides;
    }

    /** What a whole file says; one that says nothing, or nothing that can be read, is upright. */
    static Orientation of(byte[] file, Encoding encoding) {
        return switch (encoding) {
            case PNG -> PngStructure.orientation(file);
            case JPEG -> JpegStructure.of(file, 0, file.length).orientation(file);
            case WEBP -> WebpStructure.orientation(file);
            case TIFF -> TiffStructure.orientation(file);
            default -> UPRIGHT;
        };
    }

    /** A copy that is upright, of pixels that lie so. */
    Pixels turn(Pixels stored) {
        int rows = stored.shape().height();
        int columns = stored.shape().width();
        ImageShape shape = swapsSides ? new ImageShape(stored.shape().channels(), columns, rows) : stored.shape();
        float[] values = new float[shape.size()];
        int at = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    int row = swapsSides ? x : y;
                    int column = swapsSides ? y : x;
                    values[at++] = stored.get(
                            channel, fromBelow ? rows - 1 - row : row, fromTheRight ? columns - 1 - column : column);
                }
            }
        }
        return Pixels.of(shape, values);
    }
}
