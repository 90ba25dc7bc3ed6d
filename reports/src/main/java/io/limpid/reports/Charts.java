package io.limpid.reports;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** What all charts have in common. */
final class Charts {
    private static final Color GRID = new Color(0xdddddd);
    private static final String TINY = "0.###E0";
    private static final double SMALLEST_PLAIN = 0.0001;

    private Charts() {}

    /** Dark text on white, thin grey lines. */
    static void style(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartTitleFont(font(Font.BOLD, 15))
                .setChartFontColor(Canvas.INK)
                .setLegendFont(font(Font.PLAIN, 12))
                .setLegendBorderColor(GRID);
        styler.setAxisTitleFont(font(Font.PLAIN, 13))
                .setAxisTickLabelsFont(font(Font.PLAIN, 12))
                .setAxisTickLabelsColor(Canvas.INK)
                .setPlotGridLinesColor(GRID);
        styler.setLocale(Locale.ROOT);
        styler.setPlotBorderColor(GRID);
        styler.setxAxisTickLabelsFormattingFunction(Charts::tick).setyAxisTickLabelsFormattingFunction(Charts::tick);
    }

    /** A formatting function would make XChart place the ticks of this axis as on a linear one: it gets a pattern. */
    static void logarithmicY(AxesChartStyler styler, double least) {
        styler.setYAxisLogarithmic(true)
                .setyAxisTickLabelsFormattingFunction(null)
                .setYAxisDecimalPattern(least < SMALLEST_PLAIN ? TINY : "0.#####");
    }

    /** A number as short as it can be: 0.25, 12, 3E-7. */
    static String tick(double value) {
        double size = Math.abs(value);
        String pattern = size != 0 && size < SMALLEST_PLAIN ? TINY : "0.#####";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    static byte[] png(Chart<? extends Styler, ?> chart) {
        try {
            return BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
    }
}
