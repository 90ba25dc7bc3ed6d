package io.limpid.trainer.job;

import io.limpid.datasets.quality.ClassificationReport;
import io.limpid.reports.Curves;
import io.limpid.reports.HtmlPage;
import io.limpid.reports.Picture;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.run.RunFolder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes a run's pictures and its page. */
final class RunReport {
    private static final int SCALE = 3;

    private final RunFolder folder;
    private final Recipe recipe;
    private final JobData data;

    RunReport(RunFolder folder, Recipe recipe, JobData data) {
        this.folder = folder;
        this.recipe = recipe;
        this.data = data;
    }

    /** @return the pictures, by name */
    Map<String, byte[]> write(Evaluation evaluation, Map<String, Double> metrics, Progress progress) {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        HtmlPage page = new HtmlPage("Run " + folder.id());
        page.heading("Figures").facts(figures(metrics));
        sheets(page, evaluation, pictures);
        byte[] curves = curves(progress);
        folder.write("curves.png", curves);
        page.heading("Training").picture(curves, "loss over epochs");
        for (Map.Entry<String, ClassificationReport> report :
                evaluation.reports().entrySet()) {
            page.heading("Classification: " + report.getKey())
                    .preformatted(report.getValue().table());
        }
        page.heading("Provenance").facts(provenance());
        page.heading("Recipe, as run").preformatted(RecipeFile.text(recipe));
        folder.writeText("report.html", page.html());
        return pictures;
    }

    private void sheets(HtmlPage page, Evaluation evaluation, Map<String, byte[]> pictures) {
        boolean first = true;
        for (Evaluation.Sheet sheet : evaluation.sheets()) {
            byte[] grid = Picture.grid(sheet.rows(), sheet.channels(), sheet.height(), sheet.width(), SCALE);
            if (first) {
                folder.write("samples.png", grid);
                page.heading("Test images");
            }
            first = false;
            pictures.put("test images/" + sheet.title(), grid);
            page.picture(grid, sheet.title());
        }
    }

    private static Map<String, String> figures(Map<String, Double> metrics) {
        Map<String, String> figures = new LinkedHashMap<>();
        metrics.forEach((name, value) -> figures.put(name, String.format(Locale.ROOT, "%.6g", value)));
        return figures;
    }

    private Map<String, String> provenance() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("data set", data.name());
        facts.put("from", data.source());
        facts.put("training images", Integer.toString(data.training()));
        facts.put("SHA-256 of the training images", data.sha256());
        facts.put("test images", Integer.toString(data.test()));
        return facts;
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
