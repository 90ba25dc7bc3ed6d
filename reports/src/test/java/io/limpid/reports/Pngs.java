package io.limpid.reports;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Looks into PNG files. */
final class Pngs {
    private Pngs() {}

    static BufferedImage decoded(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException damaged) {
            throw new UncheckedIOException("no PNG file", damaged);
        }
    }

    /** 0xRRGGBB. */
    static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xffffff;
    }

    /** How many pixels are of exactly this colour, 0xRRGGBB. */
    static long pixels(BufferedImage image, int colour) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(rgb -> (rgb & 0xffffff) == colour)
                .count();
    }
}
