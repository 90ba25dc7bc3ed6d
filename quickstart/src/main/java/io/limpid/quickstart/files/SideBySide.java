package io.limpid.quickstart.files;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.reports.CloseUp;
import io.limpid.reports.Grid;
import io.limpid.reports.Picture;
import java.util.List;

/**
 * Before, after, and how far they are apart, in one picture; below, the part with the finest details three times as large. Of large pictures the middle
 * is shown, pixel by pixel.
 */
final class SideBySide {
    /** Small pictures are enlarged as far as they fit into a square of it. */
    private static final int SIDE = 256;

    /** A third of that, so that it is enlarged three times. */
    private static final int CLOSE = SIDE / 3;

    private static final int LARGEST = 1024;
    private static final float AMPLIFICATION = 4;

    private SideBySide() {}

    static byte[] png(Pixels before, Pixels after) {
        Pixels noisy = middle(before);
        Pixels clean = middle(after);
        String part = noisy.shape().equals(before.shape()) ? "" : ", the middle of " + before.shape();
        ImageShape shape = noisy.shape();
        Picture difference = Picture.difference(
                noisy.toArray(), clean.toArray(), shape.channels(), shape.height(), shape.width(), AMPLIFICATION);
        List<Picture> pictures = List.of(picture(noisy), picture(clean), difference);
        Grid grid = new Grid(SIDE)
                .heading("before, after, and four times the difference" + part)
                .row("", pictures);
        CloseUp.of(pictures.get(1), CLOSE)
                .ifPresent(close ->
                        grid.row("", pictures.stream().map(close::cutFrom).toList()));
        return grid.png();
    }

    private static Picture picture(Pixels pixels) {
        ImageShape shape = pixels.shape();
        return Picture.of(pixels.toArray(), shape.channels(), shape.height(), shape.width());
    }

    private static Pixels middle(Pixels pixels) {
        int height = Math.min(LARGEST, pixels.shape().height());
        int width = Math.min(LARGEST, pixels.shape().width());
        return pixels.crop(
                (pixels.shape().height() - height) / 2, (pixels.shape().width() - width) / 2, height, width);
    }
}
