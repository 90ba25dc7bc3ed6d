package io.limpid.trainer.job;

import io.limpid.trainer.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes on how the training goes, and keeps it for the curves. */
final class History implements TrainingListener {
    private final RunEvents events;
    private final int epochs;
    private final List<Progress.Epoch> done;
    private final List<Progress.Step> steps;
    private final Observer observer;
    private long began = System.nanoTime();
    private int images;

    /** Is told of the same, such as to write it to files. */
    interface Observer {
        void step(double at, double loss);

        void epoch(Progress.Epoch epoch);
    }

    /** @param before what a training that is taken up again had already */
    History(RunEvents events, int epochs, Progress before, Observer observer) {
        this.events = events;
        this.epochs = epochs;
        this.done = new ArrayList<>(before.epochs());
        this.steps = new ArrayList<>(before.steps());
        this.observer = observer;
    }

    @Override
    public void step(int epoch, int done, int total, double loss, double samplesPerSecond) {
        double at = epoch - 1 + (double) done / total;
        images = total;
        steps.add(new Progress.Step(at, loss));
        observer.step(at, loss);
        events.step(epoch, epochs, done, total, loss, samplesPerSecond);
    }

    @Override
    public void epoch(int epoch, double train, double validation, Map<String, Double> figures) {
        double seconds = (System.nanoTime() - began) / 1e9;
        began = System.nanoTime();
        @Nullable Double held = Double.isNaN(validation) ? null : validation;
        Progress.Epoch ended = new Progress.Epoch(epoch, train, held, seconds, images / seconds, figures);
        done.add(ended);
        observer.epoch(ended);
        events.epoch(epoch, epochs, train, validation);
    }

    Progress progress() {
        return new Progress(done, steps);
    }
}
