package io.limpid.contracts.image;

/**
 * The filters by which a PNG file stores rows as differences, numbered as in the standard (section 9). Rows begin at {@link #PAD} in their
 * arrays, behind bytes that are 0: what lies left of the picture.
 */
final class PngRows {
    /** The bytes of the widest pixel. */
    static final int PAD = 8;

    static final int FILTERS = 5;
    /** The first of them, without averages and Paeth's, which take most of the time. */
    static final int SIMPLE_FILTERS = 3;

    private static final int NONE = 0;
    private static final int SUB = 1;
    private static final int UP = 2;
    private static final int AVERAGE = 3;
    private static final int PAETH = 4;

    private PngRows() {}

    /**
     * Writes a row's differences.
     *
     * @param above the row above; 0 for the first
     * @param count bytes of the row
     * @param pixelBytes bytes of a pixel
     * @return the sum of the differences, as signed bytes without their signs
     */
    static int filter(int filter, byte[] row, byte[] above, byte[] target, int count, int pixelBytes) {
        int end = PAD + count;
        switch (filter) {
            case NONE -> System.arraycopy(row, PAD, target, PAD, count);
            case SUB -> {
                for (int i = PAD; i < end; i++) {
                    target[i] = (byte) (row[i] - row[i - pixelBytes]);
                }
            }
            case UP -> {
                for (int i = PAD; i < end; i++) {
                    target[i] = (byte) (row[i] - above[i]);
                }
            }
            case AVERAGE -> {
                for (int i = PAD; i < end; i++) {
                    target[i] = (byte) (row[i] - average(row[i - pixelBytes], above[i]));
                }
            }
            case PAETH -> {
                for (int i = PAD; i < end; i++) {
                    target[i] = (byte) (row[i] - paeth(row[i - pixelBytes], above[i], above[i - pixelBytes]));
                }
            }
            default -> throw new IllegalArgumentException("there is no filter " + filter);
        }
        int sum = 0;
        for (int i = PAD; i < end; i++) {
            sum += Math.abs(target[i]);
        }
        return sum;
    }

    /**
     * Turns a row's differences, in place, into the row.
     *
     * @return false when there is no such filter
     */
    static boolean restore(int filter, byte[] row, byte[] above, int count, int pixelBytes) {
        int end = PAD + count;
        switch (filter) {
            case NONE -> {}
            case SUB -> {
                for (int i = PAD; i < end; i++) {
                    row[i] += row[i - pixelBytes];
                }
            }
            case UP -> {
                for (int i = PAD; i < end; i++) {
                    row[i] += above[i];
                }
            }
            case AVERAGE -> {
                for (int i = PAD; i < end; i++) {
                    row[i] += (byte) average(row[i - pixelBytes], above[i]);
                }
            }
            case PAETH -> {
                for (int i = PAD; i < end; i++) {
                    row[i] += (byte) paeth(row[i - pixelBytes], above[i], above[i - pixelBytes]);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int average(byte left, byte above) {
        return ((left & 0xff) + (above & 0xff)) >> 1;
    }

    /** Whichever of the three is nearest to left + above - above left. */
    private static int paeth(byte leftByte, byte aboveByte, byte aboveLeftByte) {
        int left = leftByte & 0xff;
        int above = aboveByte & 0xff;
        int aboveLeft = aboveLeftByte & 0xff;
        int toLeft = Math.abs(above - aboveLeft);
        int toAbove = Math.abs(left - aboveLeft);
        int toAboveLeft = Math.abs(left + above - 2 * aboveLeft);
        if (toLeft <= toAbove && toLeft <= toAboveLeft) {
            return left;
        }
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
