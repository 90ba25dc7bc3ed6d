package io.limpid.trainer.supervise;

/** What a reader of a training's events is told. */
public sealed interface TrainingNews {
    /** Whether nothing follows. */
    default boolean isLast() {
        return false;
    }

    /** Whether a newer one of its kind stands for it. */
    default boolean isPassing() {
        return false;
    }

    /** The process said something. */
    record Said(ChildEvent event) implements TrainingNews {
        @Override
        public boolean isPassing() {
            return event instanceof ChildEvent.Step;
        }
    }

    /** The training came into another state. */
    record Changed(TrainingSnapshot training) implements TrainingNews {
        @Override
        public boolean isLast() {
            return training.isEnded();
        }
    }

    /** Nothing happened for a while; connections stay open by it. */
    record Beat() implements TrainingNews {}
}
