package io.limpid.sources;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Makes PNG files of frames, in the size and colours that are wanted. */
final class FramePictures {
    private final FrameChoice choice;

    FramePictures(FrameChoice choice) {
        this.choice = choice;
    }

    byte[] png(BufferedImage frame) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(wanted(frame), "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    private BufferedImage wanted(BufferedImage frame) {
        if (!choice.grey() && choice.width() == 0) {
            return frame;
        }
        int width = choice.width() == 0 ? frame.getWidth() : choice.width();
        int height = choice.height() == 0 ? frame.getHeight() : choice.height();
        BufferedImage wanted = new BufferedImage(
                width, height, choice.grey() ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = wanted.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(frame, 0, 0, width, height, null);
        pen.dispose();
        return wanted;
    }
}
