package io.limpid.datasets;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Digits drawn by strokes, 28 × 28 grey, white on black: any number, the same for the same seed. Each is bent, turned, slanted,
 * scaled and moved a little, with a pen of another width, so that telling them apart is easy for a network but not trivial.
 */
public final class SyntheticDigits {
    private static final int SIDE = 28;
    static final ImageSet.Shape SHAPE = new ImageSet.Shape(1, SIDE, SIDE);
    private static final List<String> NAMES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    /**
     * The strokes of each digit on a square from 0 to 100: M moves, L draws a line, C a cubic curve; the
     * numbers are points.
     */
    private static final List<String> STROKES = List.of(
            "M 50 8 C 15 8 15 92 50 92 C 85 92 85 8 50 8",
            "M 34 26 L 54 8 L 54 92",
            "M 22 30 C 24 2 80 2 76 34 C 74 54 40 66 22 92 L 80 92",
            "M 24 16 C 50 -2 84 12 72 36 C 68 46 56 48 44 48 C 62 48 82 56 78 74 C 72 98 34 96 20 82",
            "M 62 92 L 62 8 L 18 64 L 84 64",
            "M 76 8 L 34 8 L 28 46 C 50 34 82 42 78 68 C 74 96 36 96 22 82",
            "M 70 8 C 40 20 22 48 24 70 C 28 100 76 98 76 70 C 76 46 36 42 25 66",
            "M 20 8 L 80 8 C 62 36 50 62 44 92",
            "M 50 48 C 20 40 24 8 50 8 C 76 8 80 40 50 48 C 14 58 18 92 50 92 C 82 92 86 58 50 48",
            "M 75 34 C 70 4 26 6 26 32 C 26 58 70 58 75 34 C 78 60 70 80 52 92");

    private SyntheticDigits() {}

    /** Drawn once a process: a second or two, and the same every time. */
    private static final class Standard {
        static final DataSet SET = of(60_000, 10_000, 1);
    }

    /** The set that takes the place of one that can't be had: 60,000 to train, 10,000 to test. */
    public static DataSet standard() {
        return Standard.SET;
    }

    /** A set of any size; train and test are drawn by different random numbers. */
    public static DataSet of(int train, int test, long seed) {
        return new DataSet("synthetic", "synthetic digits, drawn here", draw(train, seed), draw(test, ~seed));
    }

    /** {@code count} digits, whose classes take turns. */
    public static ImageSet draw(int count, long seed) {
        byte[] pixels = new byte[count * SIDE * SIDE];
        byte[] labels = new byte[count];
        BufferedImage canvas = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        byte[] drawn = ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
        Graphics2D pen = canvas.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
            drawOne(pen, labels[i], new SplittableRandom(seed * 1_000_003 + i));
            System.arraycopy(drawn, 0, pixels, i * drawn.length, drawn.length);
        }
        pen.dispose();
        return ImageSet.of(SHAPE, pixels, labels, NAMES);
    }

    private static void drawOne(Graphics2D pen, int digit, SplittableRandom random) {
        pen.setColor(Color.BLACK);
        pen.fillRect(0, 0, SIDE, SIDE);
        pen.setColor(Color.WHITE);
        float width = (float) between(random, 1.6, 3.4);
        pen.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(placement(random).createTransformedShape(path(STROKES.get(digit), random)));
    }

    private static AffineTransform placement(SplittableRandom random) {
        AffineTransform placement = new AffineTransform();
        placement.translate(14 + between(random, -1.5, 1.5), 14 + between(random, -1.5, 1.5));
        placement.rotate(between(random, -0.28, 0.28));
        placement.shear(between(random, -0.3, 0.15), 0);
        placement.scale(between(random, 0.14, 0.21), between(random, 0.17, 0.22));
        placement.translate(-50, -50);
        return placement;
    }

    private static Shape path(String strokes, SplittableRandom random) {
        Path2D path = new Path2D.Double();
        String[] words = strokes.split(" ");
        int at = 0;
        while (at < words.length) {
            String command = words[at++];
            int numbers = command.equals("C") ? 6 : 2;
            double[] p = new double[numbers];
            for (int i = 0; i < numbers; i++) {
                p[i] = Double.parseDouble(words[at++]) + between(random, -5, 5);
            }
            switch (command) {
                case "M" -> path.moveTo(p[0], p[1]);
                case "L" -> path.lineTo(p[0], p[1]);
                default -> path.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
            }
        }
        return path;
    }

    private static double between(SplittableRandom random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
