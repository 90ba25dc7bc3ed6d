package io.limpid.trainer.training;

import java.util.Optional;

/** How a training begins, is watched for its end, and leaves what it takes to go on later. */
public interface Continuation {
    /** Where to go on; empty to begin. */
    Optional<Checkpoint> from();

    /** Kept in checkpoints: of the recipe and the data. */
    String fingerprint();

    /** Whether somebody wants the training to end; asked before each step. */
    boolean stopWanted();

    /** An epoch has ended, and this is what it left. */
    void reached(Checkpoint checkpoint);

    /** From the beginning to the end, leaving nothing. */
    static Continuation none() {
        return new Continuation() {
            @Override
            public Optional<Checkpoint> from() {
                return Optional.empty();
            }

            @Override
            public String fingerprint() {
                return "";
            }

            @Override
            public boolean stopWanted() {
                return false;
            }

            @Override
            public void reached(Checkpoint checkpoint) {}
        };
    }
}
