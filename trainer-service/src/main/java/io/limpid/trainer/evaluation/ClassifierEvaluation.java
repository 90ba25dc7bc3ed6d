package io.limpid.trainer.evaluation;

import io.limpid.datasets.quality.ClassificationReport;
import io.limpid.inference.Scores;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Measures a classifier by its answers. */
public final class ClassifierEvaluation {
    private ClassifierEvaluation() {}

    /**
     * @param scores an answer an image
     * @param trueClass of each image
     * @param what was classified: clean, noisy, or latent
     */
    public static Evaluation of(List<Scores> scores, IntUnaryOperator trueClass, List<String> labels, String what) {
        ClassificationReport report = new ClassificationReport(labels);
        for (int i = 0; i < scores.size(); i++) {
            report.add(trueClass.applyAsInt(i), scores.get(i).argmax());
        }
        return new Evaluation().report(what, report);
    }
}
