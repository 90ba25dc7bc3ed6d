package io.limpid.trainer.evaluation;

import io.limpid.datasets.quality.ClassificationReport;
import io.limpid.reports.Picture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured on the test images.
 *
 * @param metrics by name, in the order of measuring
 * @param reports by what was classified: clean, noisy, denoised
 * @param samples rows of pictures to look at
 */
public record Evaluation(
        Map<String, Double> metrics, Map<String, ClassificationReport> reports, List<Picture.Row> samples) {
    public Evaluation {
        metrics = new LinkedHashMap<>(metrics);
        reports = new LinkedHashMap<>(reports);
        samples = List.copyOf(samples);
    }
}
