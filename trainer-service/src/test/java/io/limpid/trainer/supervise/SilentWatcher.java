package io.limpid.trainer.supervise;

/** For tests that look elsewhere. */
public final class SilentWatcher implements TrainingWatcher {
    @Override
    public void said(TrainingSnapshot training, ChildEvent event) {
        // nobody listens
    }

    @Override
    public void changed(TrainingSnapshot training) {
        // nobody listens
    }
}
