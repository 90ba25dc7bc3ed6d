package io.limpid.trainer.job;

import io.limpid.reports.Figures;
import io.limpid.reports.HtmlPage;
import io.limpid.reports.Table;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.run.RunFolder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page of a model that calculates with integers: its figures beside those of the float model. */
final class Int8Report {
    /** The metric that says how many times as fast it is as the float model. */
    static final String SPEED_RATIO = "speed_ratio";

    private final RunFolder folder;
    private final FloatModel model;
    private final JobData data;

    Int8Report(RunFolder folder, FloatModel model, JobData data) {
        this.folder = folder;
        this.model = model;
        this.data = data;
    }

    /** What a metric of the float model is called: {@code psnr_denoised_float@gaussian:0.5}. */
    static String floatName(String metric) {
        int noise = metric.indexOf('@');
        return noise < 0 ? metric + "_float" : metric.substring(0, noise) + "_float" + metric.substring(noise);
    }

    /**
     * Writes page and pictures.
     *
     * @param bytes of the model's file
     */
    void write(Evaluation rounded, Map<String, Double> metrics, int bytes) {
        HtmlPage page = new HtmlPage("Run " + folder.id());
        page.paragraph(model.convolutions().count() + " convolutions of a float model calculate with 8-bit integers: "
                + Figures.text(bytes) + " bytes instead of " + Figures.text(model.onnx().length) + ", "
                + Figures.text(metrics.get(SPEED_RATIO)) + " times as fast on this processor.");
        page.heading("Beside the float model").table(table(rounded, metrics));
        RunReport.sheets(folder, page, rounded, new LinkedHashMap<>());
        page.heading("Provenance").facts(facts());
        page.heading("Recipe of the float model").preformatted(RecipeFile.text(model.trained()));
        folder.writeText("report.html", page.html());
    }

    private static Table table(Evaluation rounded, Map<String, Double> metrics) {
        Table table = new Table(List.of("figure", "float", "int8", "difference"));
        rounded.metrics().forEach((name, value) -> {
            Double before = metrics.get(floatName(name));
            if (before != null) {
                table.row(List.of(name, Figures.text(before), Figures.text(value), Figures.text(value - before)));
            }
        });
        return table;
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(Map.of("float model", model.origin()));
        facts.putAll(RunProvenance.ofData(data, Instant.now()));
        facts.putAll(RunProvenance.ofThisProcess());
        return facts;
    }
}
