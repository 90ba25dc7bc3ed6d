package io.limpid.trainer.supervise;

/** What became of an order. */
public sealed interface Submission {
    /** It waits for its turn. */
    record Accepted(Training training) implements Submission {}

    /** It is known already, by its request id. */
    record Known(Training training) implements Submission {}

    /** @param waiting how many trainings wait, as many as may */
    record QueueFull(int waiting) implements Submission {}

    /** The service is ending. */
    record Closing() implements Submission {}
}
