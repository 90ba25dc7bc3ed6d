package io.limpid.reports;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of pictures with captions at the left, and a heading above them all where there is one. Every row may hold pictures of other shapes: they are enlarged by whole numbers, so
 * that 28 × 28 pixels and a latent vector of 9 × 9 come out nearly alike.
 */
public final class Grid {
    private static final int GAP = 4;
    private static final int CAPTION_GAP = 10;
    private static final int WIDEST_CAPTION = 220;

    private final int side;
    private final List<Row> rows = new ArrayList<>();
    private String heading = "";

    private record Row(List<String> lines, List<Picture> pictures) {}

    /** @param side in pixels: pictures are enlarged as far as they fit into a square of it; larger ones stay as they are */
    public Grid(int side) {
        this.side = side;
    }

    /** @param caption broken into lines where it is long */
    public Grid row(String caption, List<Picture> pictures) {
        rows.add(new Row(Canvas.lines(requireNonNull(caption, "caption"), WIDEST_CAPTION), List.copyOf(pictures)));
        return this;
    }

    /** @param text above the rows, broken into lines where it is wider than they are */
    public Grid heading(String text) {
        heading = requireNonNull(text, "text");
        return this;
    }

    /** The rows as a PNG file, in grey where no picture has a colour. */
    public byte[] png() {
        int captions = rows.stream()
                .flatMap(row -> row.lines().stream())
                .mapToInt(Canvas::textWidth)
                .max()
                .orElse(0);
        int left = captions == 0 ? GAP : GAP + captions + CAPTION_GAP;
        int[] widths = columnWidths();
        int width = left;
        for (int column : widths) {
            width += column + GAP;
        }
        List<String> above = heading.isEmpty() ? List.of() : Canvas.lines(heading, width - 2 * GAP);
        int begin = above.isEmpty() ? GAP : 2 * GAP + above.size() * Canvas.lineHeight();
        int height = begin + rows.stream().mapToInt(row -> height(row) + GAP).sum();
        try (Canvas canvas = new Canvas(width, height)) {
            for (int i = 0; i < above.size(); i++) {
                canvas.text(above.get(i), GAP, GAP + i * Canvas.lineHeight() + Canvas.lineHeight() / 2);
            }
            int top = begin;
            for (Row row : rows) {
                draw(canvas, row, top, left, widths);
                top += height(row) + GAP;
            }
            return canvas.smallestPng();
        }
    }

    private int[] columnWidths() {
        int columns = rows.stream().mapToInt(row -> row.pictures().size()).max().orElse(0);
        int[] widths = new int[columns];
        for (Row row : rows) {
            for (int i = 0; i < row.pictures().size(); i++) {
                Picture picture = row.pictures().get(i);
                widths[i] = Math.max(widths[i], picture.width() * scale(picture));
            }
        }
        return widths;
    }

    private int scale(Picture picture) {
        return Math.max(1, side / Math.max(picture.height(), picture.width()));
    }

    private int height(Row row) {
        int pictures = row.pictures().stream()
                .mapToInt(picture -> picture.height() * scale(picture))
                .max()
                .orElse(0);
        return Math.max(pictures, row.lines().size() * Canvas.lineHeight());
    }

    private void draw(Canvas canvas, Row row, int top, int left, int[] widths) {
        int middle = top + (height(row) - (row.lines().size() - 1) * Canvas.lineHeight()) / 2;
        for (String line : row.lines()) {
            canvas.text(line, GAP, middle);
            middle += Canvas.lineHeight();
        }
        int x = left;
        for (int i = 0; i < row.pictures().size(); i++) {
            Picture picture = row.pictures().get(i);
            picture.draw(canvas, x, top, scale(picture));
            x += widths[i] + GAP;
        }
    }
}
