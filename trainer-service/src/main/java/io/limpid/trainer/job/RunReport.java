package io.limpid.trainer.job;

import io.limpid.datasets.DataSet;
import io.limpid.datasets.ImageSet;
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
    private final DataSet data;

    RunReport(RunFolder folder, Recipe recipe, DataSet data) {
        this.folder = folder;
        this.recipe = recipe;
        this.data = data;
    }

    void write(Evaluation evaluation, Map<String, Double> metrics, History history) {
        HtmlPage page = new HtmlPage("Run " + folder.id());
        page.heading("Figures").facts(figures(metrics));
        if (!evaluation.samples().isEmpty()) {
            ImageSet.Shape shape = data.test().shape();
            byte[] samples = Picture.grid(evaluation.samples(), shape.channels(), shape.height(), shape.width(), SCALE);
            folder.write("samples.png", samples);
            page.heading("Test images").picture(samples, "rows of clean, noisy and denoised test images");
        }
        byte[] curves = curves(history);
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
        facts.put("training images", Integer.toString(data.train().size()));
        facts.put("SHA-256 of the training images", data.train().sha256());
        facts.put("test images", Integer.toString(data.test().size()));
        return facts;
    }

    private static byte[] curves(History history) {
        return new Curves("loss", "epoch", "loss")
                .line("training, by step", history.stepAt(), history.stepLoss())
                .line("training, mean of the epoch", history.epochAt(), history.trainLoss())
                .line("validation", history.epochAt(), history.validationLoss())
                .png();
    }
}
