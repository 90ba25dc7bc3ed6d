package io.limpid.streaming.loop;

/** What a crash may do to records that were being processed. */
public enum Delivery {
    /** A batch's answers, dead letters and offsets are one Kafka transaction: readers of committed data see each once. */
    EXACTLY_ONCE,
    /** Answers are seen as soon as they are written; after a crash, those of the last batch may be written again. */
    AT_LEAST_ONCE
}
