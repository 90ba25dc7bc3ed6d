package io.limpid.trainer.supervise;

/** Is told how all trainings go on, in order, by one thread at a time for each training; must be quick, and never throw. */
public interface TrainingWatcher {
    /** The training's process said something. */
    void said(TrainingSnapshot training, ChildEvent event);

    /** The training came into another state. */
    void changed(TrainingSnapshot training);

    /** Tells both, one after the other. */
    default TrainingWatcher and(TrainingWatcher other) {
        TrainingWatcher first = this;
        return new TrainingWatcher() {
            @Override
            public void said(TrainingSnapshot training, ChildEvent event) {
                first.said(training, event);
                other.said(training, event);
            }

            @Override
            public void changed(TrainingSnapshot training) {
                first.changed(training);
                other.changed(training);
            }
        };
    }
}
