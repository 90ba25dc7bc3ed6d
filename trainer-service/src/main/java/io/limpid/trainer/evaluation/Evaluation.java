package io.limpid.trainer.evaluation;

import io.limpid.datasets.quality.ClassificationReport;
import io.limpid.reports.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured on the test images, and the pictures to look at. Not thread-safe.
 *
 * <p>Metrics have names such as {@code psnr_denoised}; under another noise than the recipe's own {@code psnr_denoised@gaussian:0.8}.
 */
public final class Evaluation {
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final Map<String, ClassificationReport> reports = new LinkedHashMap<>();
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    /**
     * Rows of pictures, drawn as a grid.
     *
     * @param title what they show
     * @param side of the square, in pixels, that small pictures are enlarged to
     */
    public record Sheet(String title, int side, List<SheetRow> rows) {
        private static final int USUAL_SIDE = 84;

        public Sheet {
            rows = List.copyOf(rows);
        }

        /** Of the usual size. */
        public Sheet(String title, List<SheetRow> rows) {
            this(title, USUAL_SIDE, rows);
        }
    }

    /** One row, with what it shows in words. */
    public record SheetRow(String caption, List<Picture> pictures) {
        public SheetRow {
            pictures = List.copyOf(pictures);
        }
    }

    /** A picture that is drawn already: a PNG file's bytes in base64, with what it shows. */
    public record Figure(String title, String caption, String base64) {
        public static Figure of(String title, String caption, byte[] png) {
            return new Figure(title, caption, java.util.Base64.getEncoder().encodeToString(png));
        }

        public byte[] png() {
            return java.util.Base64.getDecoder().decode(base64);
        }
    }

    public Evaluation metric(String name, double value) {
        metrics.put(name, value);
        return this;
    }

    /** A classification, by what was classified: clean, noisy, denoised. */
    public Evaluation report(String what, ClassificationReport report) {
        reports.put(what, report);
        metric("accuracy_" + what, report.accuracy());
        return this;
    }

    public Evaluation sheet(Sheet sheet) {
        sheets.add(sheet);
        return this;
    }

    public Evaluation figure(Figure figure) {
        figures.add(figure);
        return this;
    }

    /** All that another evaluation has, behind what is here. */
    public Evaluation add(Evaluation other) {
        metrics.putAll(other.metrics);
        reports.putAll(other.reports);
        sheets.addAll(other.sheets);
        figures.addAll(other.figures);
        return this;
    }

    /** By name, in the order of measuring. */
    public Map<String, Double> metrics() {
        return metrics;
    }

    public Map<String, ClassificationReport> reports() {
        return reports;
    }

    public List<Sheet> sheets() {
        return sheets;
    }

    public List<Figure> figures() {
        return figures;
    }
}
