package io.limpid.reports;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** A white sheet to draw on. To be closed. */
final class Canvas implements AutoCloseable {
    static final Color INK = new Color(0x222222);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font TITLE = FONT.deriveFont(Font.BOLD, 14);
    private static final FontMetrics METRICS = metrics(FONT);
    private static final FontMetrics TITLE_METRICS = metrics(TITLE);

    private final BufferedImage image;
    private final Graphics2D pen;

    Canvas(int width, int height) {
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_OFF);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    }

    private static FontMetrics metrics(Font font) {
        Graphics2D pen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return pen.getFontMetrics(font);
        } finally {
            pen.dispose();
        }
    }

    /** In pixels. */
    static int textWidth(String text) {
        return METRICS.stringWidth(text);
    }

    /** In pixels. */
    static int titleWidth(String title) {
        return TITLE_METRICS.stringWidth(title);
    }

    /** From one line's base to the next one's, in pixels. */
    static int lineHeight() {
        return METRICS.getHeight();
    }

    /** The text in lines, broken at spaces, and within words that are wider than a line. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (textWidth(longer) > width && !line.isEmpty()) {
                lines.add(line);
                longer = word;
            }
            line = broken(longer, width, lines);
        }
        lines.add(line);
        return lines;
    }

    /** Takes whole lines from the beginning of a word, and answers what is left. */
    private static String broken(String word, int width, List<String> lines) {
        String rest = word;
        while (textWidth(rest) > width && rest.length() > 1) {
            int end = rest.length() - 1;
            while (end > 1 && textWidth(rest.substring(0, end)) > width) {
                end--;
            }
            lines.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        return rest;
    }

    /** A line of text that begins at {@code left} and is centred on {@code middle}. */
    void text(String text, int left, int middle) {
        text(text, INK, left, middle);
    }

    void text(String text, Color colour, int left, int middle) {
        pen.setFont(FONT);
        pen.setColor(colour);
        pen.drawString(text, left, middle + (METRICS.getAscent() - METRICS.getDescent()) / 2);
    }

    /** A line of text, larger and bold. */
    void title(String title, int left, int middle) {
        pen.setFont(TITLE);
        pen.setColor(INK);
        pen.drawString(title, left, middle + (TITLE_METRICS.getAscent() - TITLE_METRICS.getDescent()) / 2);
    }

    void rectangle(Color colour, int left, int top, int width, int height) {
        pen.setColor(colour);
        pen.fillRect(left, top, width, height);
    }

    /** Each pixel of the picture as a square. */
    void picture(BufferedImage picture, int left, int top, int scale) {
        pen.drawImage(picture, left, top, picture.getWidth() * scale, picture.getHeight() * scale, null);
    }

    /** The sheet as a PNG file. */
    byte[] png() {
        return png(image);
    }

    /** The same in one channel where nothing on it has a colour, which takes less room. */
    byte[] smallestPng() {
        return png(isGrey() ? grey() : image);
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    private boolean isGrey() {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels)
                .allMatch(pixel -> (pixel & 0xff) == (pixel >> 8 & 0xff) && (pixel & 0xff) == (pixel >> 16 & 0xff));
    }

    /** Sample by sample: drawn into a grey picture, levels would be taken for light. */
    private BufferedImage grey() {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        int[] levels = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
        grey.getRaster().setSamples(0, 0, image.getWidth(), image.getHeight(), 0, levels);
        return grey;
    }

    @Override
    public void close() {
        pen.dispose();
    }
}
