package io.limpid.reports;

import static java.util.Objects.requireNonNull;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Points in a plane, coloured by class: what PCA, t-SNE or UMAP make of latent vectors. */
public final class Scatter {
    private static final int OPACITY = 190;
    private static final Marker[] SHAPES = {
        SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.SQUARE
    };

    private static final double[] NOWHERE = {Double.NaN};

    private final XYChart chart;
    private int groups;

    public Scatter(String title, String xAxis, String yAxis) {
        this.chart = new XYChartBuilder()
                .width(900)
                .height(700)
                .title(requireNonNull(title, "title"))
                .xAxisTitle(requireNonNull(xAxis, "xAxis"))
                .yAxisTitle(requireNonNull(yAxis, "yAxis"))
                .build();
        Charts.style(chart.getStyler());
        chart.getStyler()
                .setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
                .setMarkerSize(4)
                .setLegendPosition(Styler.LegendPosition.OutsideE);
    }

    /**
     * Adds points of one class; a class without points is left out of the legend too, but keeps its colour.
     *
     * @param points x and y of each
     * @throws IllegalArgumentException when a point has not two coordinates
     */
    public Scatter group(String name, List<float[]> points) {
        int index = groups++;
        double[] x = coordinate(points, 0);
        double[] y = coordinate(points, 1);
        if (!points.isEmpty()) {
            Color colour = Palette.ofClass(index);
            Marker shape = SHAPES[index / Palette.size() % SHAPES.length];
            chart.addSeries("points of " + name, x, y)
                    .setMarker(shape)
                    .setMarkerColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), OPACITY))
                    .setShowInLegend(false);
            chart.addSeries(name, NOWHERE, NOWHERE).setMarker(new Larger(shape)).setMarkerColor(colour);
        }
        return this;
    }

    /** In the legend: dots as small as the points would not show their colour. */
    private static final class Larger extends Marker {
        private final Marker shape;

        Larger(Marker shape) {
            this.shape = shape;
        }

        @Override
        public void paint(Graphics2D pen, double x, double y, int size) {
            shape.paint(pen, x, y, 3 * size);
        }
    }

    /**
     * Adds points of several classes.
     *
     * @param points x and y of each
     * @param classes the index of each point's class in {@code names}
     */
    public Scatter groups(float[][] points, int[] classes, List<String> names) {
        if (points.length != classes.length) {
            throw new IllegalArgumentException(points.length + " points have " + classes.length + " classes");
        }
        List<List<float[]>> byClass = new ArrayList<>();
        names.forEach(name -> byClass.add(new ArrayList<>()));
        for (int i = 0; i < points.length; i++) {
            byClass.get(classes[i]).add(points[i]);
        }
        for (int i = 0; i < names.size(); i++) {
            group(names.get(i), byClass.get(i));
        }
        return this;
    }

    private static double[] coordinate(List<float[]> points, int axis) {
        return points.stream().mapToDouble(point -> point2(point)[axis]).toArray();
    }

    private static float[] point2(float[] point) {
        if (point.length != 2) {
            throw new IllegalArgumentException("a point in the plane has 2 coordinates, this one " + point.length);
        }
        return point;
    }

    /** The plot as a PNG file, 900 × 700 pixels. */
    public byte[] png() {
        return Charts.png(chart);
    }
}
