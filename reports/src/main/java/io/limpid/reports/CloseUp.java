package io.limpid.reports;

import java.util.Optional;

/**
 * A square of a large picture that shows its details, such as the edges of letters.
 *
 * @param top the first row
 * @param left the first column
 * @param side in pixels
 */
public record CloseUp(int top, int left, int side) {
    /**
     * The square with the steepest edges, of those that lie half a side apart.
     *
     * @param side in pixels, at least 2
     * @return empty where the picture is not twice as high and wide
     */
    public static Optional<CloseUp> of(Picture picture, int side) {
        if (picture.height() < 2 * side || picture.width() < 2 * side) {
            return Optional.empty();
        }
        CloseUp best = new CloseUp(0, 0, side);
        long steepest = -1;
        for (int top = 0; top + side <= picture.height(); top += side / 2) {
            for (int left = 0; left + side <= picture.width(); left += side / 2) {
                long found = steepness(picture, top, left, side);
                if (found > steepest) {
                    steepest = found;
                    best = new CloseUp(top, left, side);
                }
            }
        }
        return Optional.of(best);
    }

    private static long steepness(Picture picture, int top, int left, int side) {
        long sum = 0;
        for (int y = top; y < top + side; y++) {
            for (int x = left + 1; x < left + side; x++) {
                int step = picture.green(y, x) - picture.green(y, x - 1);
                sum += (long) step * step;
            }
        }
        return sum;
    }

    /** That part of a picture of the same size. */
    public Picture cutFrom(Picture picture) {
        return picture.crop(top, left, side, side);
    }
}
