package io.limpid.reports;

import java.io.IOException;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A plot of lines. */
public final class Curves {
    private final XYChart chart;

    public Curves(String title, String xAxis, String yAxis) {
        this.chart = new XYChartBuilder()
                .width(800)
                .height(400)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler()
                .setXAxisDecimalPattern("0.##")
                .setYAxisDecimalPattern("0.####")
                .setLegendPosition(Styler.LegendPosition.InsideNE);
    }

    /** Adds a line; one without points is left out. */
    public Curves line(String name, List<Double> x, List<Double> y) {
        if (!x.isEmpty()) {
            chart.addSeries(name, x, y).setMarker(x.size() > 20 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        }
        return this;
    }

    /** The plot as a PNG file. */
    public byte[] png() {
        try {
            return BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
    }
}
