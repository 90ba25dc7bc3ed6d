package io.limpid.trainer.evaluation;

/**
 * The error that system B's source reports: the sum, over whole batches, of each batch's mean squared error. It grows with the
 * number of batches, 78 of 128 for MNIST's test images.
 */
final class BatchErrors {
    private final int batch;
    private int inBatch;
    private double batchSum;
    private double sum;

    BatchErrors(int batch) {
        this.batch = batch;
    }

    void add(double meanSquaredError) {
        batchSum += meanSquaredError;
        inBatch++;
        if (inBatch == batch) {
            sum += batchSum / batch;
            batchSum = 0;
            inBatch = 0;
        }
    }

    /** An incomplete last batch is left out. */
    double sum() {
        return sum;
    }
}
