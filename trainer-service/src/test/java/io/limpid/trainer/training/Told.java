package io.limpid.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps what it is told. */
final class Told implements TrainingListener {
    final List<Double> losses = new ArrayList<>();
    final List<Double> validation = new ArrayList<>();
    final List<Map<String, Double>> all = new ArrayList<>();
    int done;

    @Override
    public void step(int epoch, int samplesDone, int total, double loss, double samplesPerSecond) {
        done = samplesDone;
        assertThat(samplesDone).isLessThanOrEqualTo(total);
    }

    @Override
    public void epoch(int epoch, double trainLoss, double validationLoss, Map<String, Double> figures) {
        all.add(figures);
        losses.add(trainLoss);
        validation.add(validationLoss);
    }
}
