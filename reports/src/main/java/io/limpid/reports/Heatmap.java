package io.limpid.reports;

import static java.util.Objects.requireNonNull;

import java.awt.Color;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A table of values as coloured cells, dark where they are high: a confusion matrix, or a grid search over two parameters. */
public final class Heatmap {
    private static final int GAP = 10;
    private static final int PADDING = 8;
    private static final int ROW = 30;
    private static final int HEAD = 3 * ROW;

    private final String title;
    private final Axis rows;
    private final Axis columns;
    private final String format;
    private double low = Double.NaN;
    private double high = Double.NaN;

    /** What runs along one side. */
    public record Axis(String title, List<String> labels) {
        public Axis {
            requireNonNull(title, "title");
            labels = List.copyOf(labels);
            if (labels.isEmpty()) {
                throw new IllegalArgumentException("axis '" + title + "' has no labels");
            }
        }

        private int width() {
            return labels.stream().mapToInt(Canvas::textWidth).max().orElse(0);
        }
    }

    /**
     * @param rows from top to bottom
     * @param columns from left to right
     * @param format of a value, as in {@link String#format}: {@code %.0f}, {@code %.4f}
     */
    public Heatmap(String title, Axis rows, Axis columns, String format) {
        this.title = requireNonNull(title, "title");
        this.rows = requireNonNull(rows, "rows");
        this.columns = requireNonNull(columns, "columns");
        this.format = requireNonNull(format, "format");
    }

    /** Widens the colours to values that this map may lack, so that several maps can be compared. */
    public Heatmap range(double lightest, double darkest) {
        low = lightest;
        high = darkest;
        return this;
    }

    /**
     * The cells as a PNG file, as wide and high as labels and values need.
     *
     * @param values by row and column; a cell whose value is not finite stays empty
     * @throws IllegalArgumentException when there are not as many as labels
     */
    public byte[] png(double[][] values) {
        check(values);
        int left = GAP + Math.max(rows.width(), Canvas.textWidth(rows.title())) + GAP;
        int cell = cellWidth(values);
        int width = Math.max(
                left + Math.max(cell * columns.labels().size(), Canvas.textWidth(columns.title())),
                GAP + Canvas.titleWidth(title));
        try (Canvas canvas = new Canvas(width + GAP, HEAD + ROW * values.length + GAP)) {
            labels(canvas, left, cell);
            cells(canvas, values, left, cell);
            return canvas.png();
        }
    }

    private void check(double[][] values) {
        int width = columns.labels().size();
        if (values.length != rows.labels().size() || Arrays.stream(values).anyMatch(row -> row.length != width)) {
            throw new IllegalArgumentException("heat map '" + title + "' expects "
                    + rows.labels().size() + " rows of " + width + " values, got rows of "
                    + Arrays.toString(
                            Arrays.stream(values).mapToInt(row -> row.length).toArray()));
        }
    }

    private int cellWidth(double[][] values) {
        int widest = Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .mapToInt(value -> Canvas.textWidth(text(value)))
                .max()
                .orElse(0);
        return Math.max(widest, columns.width()) + 2 * PADDING;
    }

    private void labels(Canvas canvas, int left, int cell) {
        canvas.title(title, GAP, ROW / 2);
        canvas.text(columns.title(), left, ROW + ROW / 2);
        canvas.text(rows.title(), GAP, HEAD - ROW / 2);
        for (int column = 0; column < columns.labels().size(); column++) {
            String label = columns.labels().get(column);
            canvas.text(label, left + column * cell + (cell - Canvas.textWidth(label)) / 2, HEAD - ROW / 2);
        }
        for (int row = 0; row < rows.labels().size(); row++) {
            String label = rows.labels().get(row);
            canvas.text(label, left - GAP - Canvas.textWidth(label), HEAD + row * ROW + ROW / 2);
        }
    }

    private void cells(Canvas canvas, double[][] values, int left, int cell) {
        DoubleSummaryStatistics range = Stream.of(values)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .summaryStatistics();
        if (low <= high) {
            range.accept(low);
            range.accept(high);
        }
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                double value = values[row][column];
                if (Double.isFinite(value)) {
                    float share = share(value, range);
                    int x = left + column * cell;
                    int y = HEAD + row * ROW;
                    canvas.rectangle(new Color(Palette.sequential(share)), x, y, cell - 1, ROW - 1);
                    Color ink = share > 0.65 ? Color.WHITE : Canvas.INK;
                    canvas.text(text(value), ink, x + (cell - Canvas.textWidth(text(value))) / 2, y + ROW / 2);
                }
            }
        }
    }

    private static float share(double value, DoubleSummaryStatistics range) {
        double width = range.getMax() - range.getMin();
        return width == 0 ? 0 : (float) ((value - range.getMin()) / width);
    }

    private String text(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
    }
}
