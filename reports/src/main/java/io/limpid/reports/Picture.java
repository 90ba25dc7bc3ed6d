package io.limpid.reports;

import static java.util.Objects.requireNonNull;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A picture to look at, 8 bits a channel. Made of planar float images (channel, row, column; 1 channel is grey, 3 are red, green
 * and blue) with values in [0,1]; what is outside is clipped.
 */
public final class Picture {
    private static final int EMPTY_CELL = 0xd9d9d9;

    private final BufferedImage image;

    private Picture(int height, int width, IntUnaryOperator colourAt) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("a picture has at least one pixel, this one " + height + "×" + width);
        }
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < height * width; i++) {
            image.setRGB(i % width, i / width, colourAt.applyAsInt(i));
        }
    }

    /**
     * The image as it is.
     *
     * @throws IllegalArgumentException when it has not {@code channels × height × width} values, or not 1 or 3 channels
     */
    public static Picture of(float[] image, int channels, int height, int width) {
        check(image, channels, height, width);
        int plane = height * width;
        int green = channels == 3 ? plane : 0;
        return new Picture(
                height, width, i -> level(image[i]) << 16 | level(image[i + green]) << 8 | level(image[i + 2 * green]));
    }

    /**
     * How far two images are apart: {@code amplification × |a − b|}, black where they are equal.
     *
     * @param amplification 1 shows a difference of 1 as white, 5 one of 0.2
     */
    public static Picture difference(float[] a, float[] b, int channels, int height, int width, float amplification) {
        check(a, channels, height, width);
        check(b, channels, height, width);
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = amplification * Math.abs(a[i] - b[i]);
        }
        return of(difference, channels, height, width);
    }

    /**
     * Where {@code a} is brighter than {@code b}, red, and where it is darker, blue; white where they are equal. Of colours, the
     * mean over the channels.
     *
     * @param range the difference that gets the full colour, above 0
     */
    public static Picture signedDifference(float[] a, float[] b, int channels, int height, int width, float range) {
        check(a, channels, height, width);
        check(b, channels, height, width);
        float[] difference = new float[height * width];
        for (int i = 0; i < a.length; i++) {
            difference[i % difference.length] += (a[i] - b[i]) / channels;
        }
        return signed(difference, height, width, range);
    }

    /** A latent vector as a nearly square grid of cells; full colour is {@link #range} of this vector. */
    public static Picture latent(float[] vector) {
        return latent(vector, range(vector));
    }

    /**
     * A latent vector as a nearly square grid of cells, row by row: 81 values are 9 × 9. Blue below zero, white at zero, red
     * above; cells that are left over are grey.
     *
     * @param range the value that gets the full colour, above 0: the same for all vectors that are to be compared
     */
    public static Picture latent(float[] vector, float range) {
        int width = (int) Math.ceil(Math.sqrt(vector.length));
        int height = width == 0 ? 0 : (vector.length + width - 1) / width;
        return signed(vector, height, width, range);
    }

    /** The greatest absolute value, of those that are finite; 1 where all are zero. */
    public static float range(float[] vector) {
        float range = 0;
        for (float value : vector) {
            range = Float.isFinite(value) ? Math.max(range, Math.abs(value)) : range;
        }
        return range == 0 ? 1 : range;
    }

    private static Picture signed(float[] values, int height, int width, float range) {
        if (!(range > 0)) {
            throw new IllegalArgumentException("the range of a signed picture is above 0, this one is " + range);
        }
        return new Picture(height, width, i -> i < values.length ? Palette.diverging(values[i] / range) : EMPTY_CELL);
    }

    private static void check(float[] image, int channels, int height, int width) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("a picture has 1 or 3 channels, this one " + channels);
        }
        if (image.length != channels * height * width) {
            throw new IllegalArgumentException("an image of %d×%d×%d has %d values, this one %d"
                    .formatted(channels, height, width, channels * height * width, image.length));
        }
    }

    private static int level(float value) {
        return Math.round(255 * Math.min(1, Math.max(0, value)));
    }

    /**
     * A part of the picture, to see the edges of letters in a large scan.
     *
     * @throws IllegalArgumentException when the part is not within the picture
     */
    public Picture crop(int top, int left, int height, int width) {
        if (top < 0 || left < 0 || top + height > height() || left + width > width()) {
            throw new IllegalArgumentException("%d×%d pixels at row %d, column %d are not within a picture of %d×%d"
                    .formatted(height, width, top, left, height(), width()));
        }
        return new Picture(height, width, i -> image.getRGB(left + i % width, top + i / width));
    }

    /** From 0 to 255. */
    int green(int y, int x) {
        return image.getRGB(x, y) >> 8 & 0xff;
    }

    public int height() {
        return image.getHeight();
    }

    public int width() {
        return image.getWidth();
    }

    /**
     * The picture as a PNG file.
     *
     * @param scale side of the square that stands for a pixel
     */
    public byte[] png(int scale) {
        try (Canvas canvas = new Canvas(width() * scale, height() * scale)) {
            draw(canvas, 0, 0, scale);
            return canvas.png();
        }
    }

    void draw(Canvas canvas, int left, int top, int scale) {
        canvas.picture(image, left, top, scale);
    }

    /** One image as a PNG file, each pixel as a square of {@code scale} × {@code scale}. */
    public static byte[] png(float[] image, int channels, int height, int width, int scale) {
        return of(image, channels, height, width).png(scale);
    }

    /** One row of a grid: what it shows, and its images. */
    public record Row(String caption, List<float[]> images) {
        public Row {
            requireNonNull(caption, "caption");
            images = List.copyOf(images);
        }
    }

    /** Rows of images of one shape, with captions at the left. For rows of several shapes, see {@link Grid}. */
    public static byte[] grid(List<Row> rows, int channels, int height, int width, int scale) {
        Grid grid = new Grid(Math.max(height, width) * scale);
        for (Row row : rows) {
            grid.row(
                    row.caption(),
                    row.images().stream()
                            .map(image -> of(image, channels, height, width))
                            .toList());
        }
        return grid.png();
    }
}
