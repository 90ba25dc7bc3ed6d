package io.limpid.trainer.supervise;

import io.limpid.trainer.supervise.TrainingOutcome.PublishedModel;

/** Sends a finished run's model to the stream. */
@FunctionalInterface
public interface Promotion {
    /** @throws Exception when it can't be published; the message says why */
    PublishedModel publish(String run) throws Exception;
}
