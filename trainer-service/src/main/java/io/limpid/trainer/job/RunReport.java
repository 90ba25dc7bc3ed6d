package io.limpid.trainer.job;

import io.limpid.datasets.quality.ClassificationReport;
import io.limpid.reports.Curves;
import io.limpid.reports.Figures;
import io.limpid.reports.Grid;
import io.limpid.reports.Heatmap;
import io.limpid.reports.HtmlPage;
import io.limpid.reports.Table;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.recipe.Reported;
import io.limpid.trainer.run.RunFolder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a run's pictures and its page. */
final class RunReport {
    private final RunFolder folder;
    private final Recipe recipe;
    private final RunProvenance provenance;

    RunReport(RunFolder folder, Recipe recipe, RunProvenance provenance) {
        this.folder = folder;
        this.recipe = recipe;
        this.provenance = provenance;
    }

    /** @return the pictures, by name */
    Map<String, byte[]> write(Evaluation evaluation, Map<String, Double> metrics, Progress progress) {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        HtmlPage page = new HtmlPage("Run " + folder.id());
        if (!recipe.about().isEmpty()) {
            page.paragraph(recipe.about());
        }
        reported(page, metrics);
        sheets(folder, page, evaluation, pictures);
        page.heading("Figures").facts(figures(metrics));
        byte[] curves = curves(progress);
        folder.write("curves.png", curves);
        page.heading("Training").picture(curves, "loss over epochs");
        for (Map.Entry<String, ClassificationReport> report :
                evaluation.reports().entrySet()) {
            byte[] confusion = confusion(report.getKey(), report.getValue());
            pictures.put("confusion/" + report.getKey(), confusion);
            page.heading("Classification: " + report.getKey())
                    .preformatted(report.getValue().table())
                    .picture(confusion, "confusion matrix, " + report.getKey());
        }
        page.heading("Provenance").facts(provenance.facts(progress, Instant.now()));
        page.heading("Recipe, as run").preformatted(RecipeFile.text(recipe));
        folder.writeText("report.html", page.html());
        return pictures;
    }

    /** Adds the test images to a page, keeps the first of them as a file, and all as pictures by name. */
    static void sheets(RunFolder folder, HtmlPage page, Evaluation evaluation, Map<String, byte[]> pictures) {
        boolean first = true;
        for (Evaluation.Sheet sheet : evaluation.sheets()) {
            Grid grid = new Grid(sheet.side());
            sheet.rows().forEach(row -> grid.row(row.caption(), row.pictures()));
            byte[] png = grid.png();
            if (first) {
                folder.write("samples.png", png);
                page.heading("Test images");
            }
            first = false;
            pictures.put("test images/" + sheet.title(), png);
            page.picture(png, sheet.title(), sheet.title());
        }
        if (!evaluation.figures().isEmpty()) {
            page.heading("Latent space");
        }
        for (Evaluation.Figure figure : evaluation.figures()) {
            pictures.put(figure.title(), figure.png());
            page.picture(figure.png(), figure.title(), figure.caption());
        }
    }

    /** Rows are what was, columns what was said. */
    private static byte[] confusion(String what, ClassificationReport report) {
        Heatmap.Axis said = new Heatmap.Axis("said", report.labels());
        return new Heatmap("confusion, " + what, new Heatmap.Axis("true", report.labels()), said, "%.0f")
                .png(report.confusion());
    }

    private void reported(HtmlPage page, Map<String, Double> metrics) {
        if (recipe.reported().isEmpty()) {
            return;
        }
        Table table = new Table(List.of("system", "figure", "reported", "ours", "reached", "note"));
        for (Reported reported : recipe.reported()) {
            double ours = metrics.getOrDefault(reported.figure(), Double.NaN);
            table.row(List.of(
                    reported.system(),
                    reported.figure(),
                    Double.toString(reported.value()),
                    Double.isNaN(ours) ? "not measured" : String.format(Locale.ROOT, "%.6g", ours),
                    reported.reachedBy(ours) ? "yes" : "no",
                    reported.note()));
        }
        page.heading("Beside what is reported").table(table);
    }

    private static Map<String, String> figures(Map<String, Double> metrics) {
        Map<String, String> figures = new LinkedHashMap<>();
        metrics.forEach((name, value) -> figures.put(name, Figures.text(value)));
        return figures;
    }

    private static byte[] curves(Progress progress) {
        return new Curves("loss", "epoch", "loss")
                .line("training, by step", progress.stepAt(), progress.stepLoss())
                .line("training, mean of the epoch", progress.epochAt(), progress.trainLoss())
                .line(
                        "validation",
                        progress.validated().stream()
                                .map(each -> (double) each.epoch())
                                .toList(),
                        progress.validated().stream()
                                .map(Progress.Epoch::validationLoss)
                                .toList())
                .png();
    }
}
