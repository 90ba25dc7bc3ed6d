package io.limpid.trainer.training;

/** Is told how a training goes on. */
public interface TrainingListener {
    /**
     * Some steps were taken.
     *
     * @param done samples of this epoch
     * @param total samples of an epoch
     * @param loss of the last step
     */
    void step(int epoch, int done, int total, double loss, double samplesPerSecond);

    /**
     * An epoch has ended.
     *
     * @param trainLoss the mean over its steps
     * @param validationLoss on the validation samples, with the weights as they are now
     */
    void epoch(int epoch, double trainLoss, double validationLoss);
}
