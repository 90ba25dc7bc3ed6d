package io.limpid.reports;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Turns planar float images, values in [0,1], into PNG files. */
public final class Picture {
    private static final int GAP = 4;
    private static final int CAPTION = 90;

    private Picture() {}

    /** One row of a grid: what it shows, and its images. */
    public record Row(String caption, List<float[]> images) {
        public Row {
            images = List.copyOf(images);
        }
    }

    /**
     * One image, each pixel as a square.
     *
     * @param image planar, 1 or 3 channels
     * @param scale side of a square
     */
    public static byte[] png(float[] image, int channels, int height, int width, int scale) {
        BufferedImage canvas = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = canvas.createGraphics();
        draw(pen, toImage(image, channels, height, width), 0, 0, scale);
        pen.dispose();
        return bytes(canvas);
    }

    /** Rows of images of one shape, with captions at the left. */
    public static byte[] grid(List<Row> rows, int channels, int height, int width, int scale) {
        int columns = rows.stream().mapToInt(row -> row.images().size()).max().orElse(1);
        int cellWidth = width * scale + GAP;
        int cellHeight = height * scale + GAP;
        BufferedImage canvas = new BufferedImage(
                CAPTION + columns * cellWidth + GAP, rows.size() * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = canvas.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        for (int y = 0; y < rows.size(); y++) {
            int top = GAP + y * cellHeight;
            pen.setColor(Color.BLACK);
            pen.drawString(rows.get(y).caption(), GAP, top + cellHeight / 2);
            for (int x = 0; x < rows.get(y).images().size(); x++) {
                BufferedImage image = toImage(rows.get(y).images().get(x), channels, height, width);
                draw(pen, image, CAPTION + x * cellWidth, top, scale);
            }
        }
        pen.dispose();
        return bytes(canvas);
    }

    private static void draw(Graphics2D pen, BufferedImage image, int left, int top, int scale) {
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        pen.drawImage(image, left, top, image.getWidth() * scale, image.getHeight() * scale, null);
    }

    private static BufferedImage toImage(float[] image, int channels, int height, int width) {
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int plane = height * width;
        for (int i = 0; i < plane; i++) {
            int red = level(image[i]);
            int green = channels == 3 ? level(image[plane + i]) : red;
            int blue = channels == 3 ? level(image[2 * plane + i]) : red;
            out.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
        }
        return out;
    }

    private static int level(float value) {
        return Math.round(255 * Math.min(1, Math.max(0, value)));
    }

    private static byte[] bytes(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }
}
