package io.limpid.trainer.supervise;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a training's process says, a JSON object a line. */
public sealed interface ChildEvent {
    /** What is known of the training after this. */
    TrainingProgress applyTo(TrainingProgress before);

    /**
     * @param run the run's id
     * @param images it is trained on
     */
    record Started(String run, int epochs, long images) implements ChildEvent {
        @Override
        public TrainingProgress applyTo(TrainingProgress before) {
            return before.started(this);
        }
    }

    /** Something worth knowing, such as where the data came from. */
    record Note(String text) implements ChildEvent {
        @Override
        public TrainingProgress applyTo(TrainingProgress before) {
            return before.noted(text);
        }
    }

    /**
     * @param epoch from 1 on
     * @param done batches of this epoch
     * @param total batches of an epoch
     */
    record Step(int epoch, int epochs, int done, int total, double loss, double imagesPerSecond) implements ChildEvent {
        @Override
        public TrainingProgress applyTo(TrainingProgress before) {
            return before.stepped(this);
        }
    }

    /** @param validationLoss null where no images are held out to validate */
    record Epoch(
            int epoch,
            int epochs,
            double trainLoss,
            @Nullable Double validationLoss) implements ChildEvent {
        @Override
        public TrainingProgress applyTo(TrainingProgress before) {
            return before.completed(this);
        }
    }

    /** What comes after the training: measuring, exporting. */
    record Stage(String text) implements ChildEvent {
        @Override
        public TrainingProgress applyTo(TrainingProgress before) {
            return before.at(text);
        }
    }

    /** How a training ended by its own account. */
    sealed interface Verdict extends ChildEvent {
        TrainingState state();

        Map<String, Double> metrics();

        String message();

        @Override
        default TrainingProgress applyTo(TrainingProgress before) {
            return before;
        }
    }

    record Finished(Map<String, Double> metrics) implements Verdict {
        public Finished {
            metrics = Map.copyOf(metrics);
        }

        @Override
        public TrainingState state() {
            return TrainingState.FINISHED;
        }

        @Override
        public String message() {
            return "";
        }
    }

    /**
     * @param epoch the last one that ended
     * @param metrics none where not one epoch ended
     */
    record Stopped(int epoch, Map<String, Double> metrics) implements Verdict {
        public Stopped {
            metrics = Map.copyOf(metrics);
        }

        @Override
        public TrainingState state() {
            return TrainingState.STOPPED;
        }

        @Override
        public String message() {
            return epoch == 0 ? "stopped before the end of the first epoch" : "stopped after epoch " + epoch;
        }
    }

    record Failed(String message) implements Verdict {
        @Override
        public TrainingState state() {
            return TrainingState.FAILED;
        }

        @Override
        public Map<String, Double> metrics() {
            return Map.of();
        }
    }
}
