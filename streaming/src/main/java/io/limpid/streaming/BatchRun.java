package io.limpid.streaming;

/**
 * A run through a model.
 *
 * @param nanos how long it took, waiting for the model included
 * @param batch how many inputs shared it, at least 1
 */
public record BatchRun(long nanos, int batch) {
    /** One's share. */
    public long nanosEach() {
        return nanos / batch;
    }
}
