package io.limpid.reports;

import static java.util.Objects.requireNonNull;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A plot of lines: of one run or of several. Points that have no place on an axis (NaN, infinite) are left out. */
public final class Curves {
    private static final int MOST_MARKED = 20;
    private static final int MOST_INSIDE = 4;
    private static final int LEGEND_ROW = 21;
    private static final int MOST_NAMED = 8;
    private static final Color MARK = new Color(0x999999);

    private final String title;
    private final String xAxis;
    private final String yAxis;
    private final List<Line> lines = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private boolean logarithmic;

    private record Line(String name, List<Double> x, List<Double> y, int colour, boolean dashed) {}

    private record Mark(double x, String name) {}

    public Curves(String title, String xAxis, String yAxis) {
        this.title = requireNonNull(title, "title");
        this.xAxis = requireNonNull(xAxis, "xAxis");
        this.yAxis = requireNonNull(yAxis, "yAxis");
    }

    /** Makes the y axis logarithmic; values of zero and below are left out then. */
    public Curves logarithmic() {
        logarithmic = true;
        return this;
    }

    /**
     * Adds a line in a new colour; one without values of y is left out.
     *
     * @throws IllegalArgumentException when x and y are of different lengths, or the name is taken
     */
    public Curves line(String name, List<Double> x, List<Double> y) {
        return add(name, x, y, false);
    }

    /** Adds a dashed line in the colour of the line before it: a run's validation beside its training. */
    public Curves dashed(String name, List<Double> x, List<Double> y) {
        return add(name, x, y, true);
    }

    /** Marks a place on the x axis with a thin line from bottom to top: something that happened then. */
    public Curves mark(double x, String name) {
        marks.add(new Mark(x, requireNonNull(name, "name")));
        return this;
    }

    private Curves add(String name, List<Double> x, List<Double> y, boolean dashed) {
        if (x.size() != y.size() && !y.isEmpty()) {
            throw new IllegalArgumentException(
                    "line '" + name + "' has " + x.size() + " values of x and " + y.size() + " of y");
        }
        if (lines.stream().anyMatch(line -> line.name().equals(name))) {
            throw new IllegalArgumentException("there is a line '" + name + "' already");
        }
        int solid = (int) lines.stream().filter(line -> !line.dashed()).count();
        List<Double> places = y.isEmpty() ? List.of() : List.copyOf(x);
        lines.add(new Line(name, places, List.copyOf(y), dashed ? Math.max(0, solid - 1) : solid, dashed));
        return this;
    }

    /** The plot as a PNG file, 800 pixels wide. */
    public byte[] png() {
        List<Line> drawn = lines.stream()
                .map(this::drawable)
                .filter(line -> !line.x().isEmpty())
                .toList();
        boolean legendBelow = drawn.size() > MOST_INSIDE || !marks.isEmpty();
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(legendBelow ? 420 + LEGEND_ROW * drawn.size() : 400)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .build();
        style(chart, legendBelow);
        if (logarithmic) {
            Charts.logarithmicY(chart.getStyler(), least(drawn));
        }
        drawn.forEach(line -> draw(chart, line));
        if (!drawn.isEmpty()) {
            drawMarks(chart, most(drawn));
        }
        return Charts.png(chart);
    }

    private void style(XYChart chart, boolean legendBelow) {
        Charts.style(chart.getStyler());
        chart.getStyler()
                .setLegendPosition(legendBelow ? Styler.LegendPosition.OutsideS : Styler.LegendPosition.InsideNE);
    }

    private Line drawable(Line line) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int i = 0; i < line.x().size(); i++) {
            double value = line.y().get(i);
            if (Double.isFinite(line.x().get(i)) && Double.isFinite(value) && (!logarithmic || value > 0)) {
                x.add(line.x().get(i));
                y.add(value);
            }
        }
        return new Line(line.name(), x, y, line.colour(), line.dashed());
    }

    private static double least(List<Line> lines) {
        return values(lines).min().orElse(1);
    }

    private static double most(List<Line> lines) {
        return values(lines).max().orElse(1);
    }

    private static DoubleStream values(List<Line> lines) {
        return lines.stream().flatMap(line -> line.y().stream()).mapToDouble(Double::doubleValue);
    }

    private static void draw(XYChart chart, Line line) {
        Color colour = Palette.ofClass(line.colour());
        XYSeries series = chart.addSeries(line.name(), line.x(), line.y());
        series.setMarker(line.x().size() > MOST_MARKED ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE)
                .setMarkerColor(colour)
                .setLineColor(colour)
                .setLineStyle(line.dashed() ? SeriesLines.DASH_DASH : SeriesLines.SOLID)
                .setLineWidth(2);
    }

    /** Many names would hide each other, and are left out. */
    private void drawMarks(XYChart chart, double top) {
        chart.getStyler().setAnnotationLineColor(MARK).setAnnotationLineStroke(new BasicStroke(1));
        chart.getStyler().setAnnotationTextFont(Charts.font(Font.PLAIN, 11)).setAnnotationTextFontColor(Canvas.INK);
        for (Mark mark : marks) {
            chart.addAnnotation(new AnnotationLine(mark.x(), true, false));
            if (marks.size() <= MOST_NAMED) {
                chart.addAnnotation(new AnnotationText(mark.name(), mark.x(), top, false));
            }
        }
    }
}
