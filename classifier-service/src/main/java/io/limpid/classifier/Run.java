package io.limpid.classifier;

/**
 * A run through a model.
 *
 * @param nanos how long it took, waiting for the model included
 * @param batch how many frames shared it
 */
record Run(long nanos, int batch) {
    /** One's share. */
    long nanosEach() {
        return nanos / batch;
    }
}
