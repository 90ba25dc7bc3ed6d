package io.limpid.contracts.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * Notices a picture that a reader could not read whole. The JPEG reader fills what is missing with grey and merely warns; the
 * GIF reader stops early, or loses rows of interlaced files of two to four, and says nothing. Neither is the sender's picture.
 */
final class DamageListener implements IIOReadWarningListener, IIOReadUpdateListener {
    /** Left-out metadata, and padding behind the last of a JPEG's pixels, as some cameras write it. */
    private static final Pattern HARMLESS = Pattern.compile("(?is).*(ignor|extraneous bytes before marker 0xd9).*");

    private @Nullable String damage;
    private int rows;

    /** @throws IOException when the reader warned of damage */
    void checkWarnings() throws IOException {
        if (damage != null) {
            throw new IIOException(damage);
        }
    }

    /**
     * For readers that report every row once it is read.
     *
     * @throws IOException when rows are missing
     */
    void checkRows(int height) throws IOException {
        if (rows != height) {
            throw new IIOException("found %d of %d rows of pixels".formatted(rows, height));
        }
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        if (!HARMLESS.matcher(warning).matches()) {
            damage = warning;
        }
    }

    @Override
    public void imageUpdate(
            ImageReader source,
            BufferedImage image,
            int minX,
            int minY,
            int width,
            int height,
            int periodX,
            int periodY,
            int[] bands) {
        rows += height;
    }

    @Override
    public void passStarted(
            ImageReader source,
            BufferedImage image,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void passComplete(ImageReader source, BufferedImage image) {}

    @Override
    public void thumbnailPassStarted(
            ImageReader source,
            BufferedImage thumbnail,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailUpdate(
            ImageReader source,
            BufferedImage thumbnail,
            int minX,
            int minY,
            int width,
            int height,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage thumbnail) {}
}
