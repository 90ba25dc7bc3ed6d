package io.limpid.trainer.job;

import io.limpid.trainer.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** Passes on how the training goes, and keeps it for the curves. */
final class History implements TrainingListener {
    private final RunEvents events;
    private final int epochs;
    private final List<Double> stepAt = new ArrayList<>();
    private final List<Double> stepLoss = new ArrayList<>();
    private final List<Double> epochAt = new ArrayList<>();
    private final List<Double> trainLoss = new ArrayList<>();
    private final List<Double> validationLoss = new ArrayList<>();

    History(RunEvents events, int epochs) {
        this.events = events;
        this.epochs = epochs;
    }

    @Override
    public void step(int epoch, int done, int total, double loss, double samplesPerSecond) {
        stepAt.add(epoch - 1 + (double) done / total);
        stepLoss.add(loss);
        events.step(epoch, epochs, done, total, loss, samplesPerSecond);
    }

    @Override
    public void epoch(int epoch, double train, double validation) {
        epochAt.add((double) epoch);
        trainLoss.add(train);
        validationLoss.add(validation);
        events.epoch(epoch, epochs, train, validation);
    }

    List<Double> stepAt() {
        return stepAt;
    }

    List<Double> stepLoss() {
        return stepLoss;
    }

    List<Double> epochAt() {
        return epochAt;
    }

    List<Double> trainLoss() {
        return trainLoss;
    }

    List<Double> validationLoss() {
        return validationLoss;
    }
}
