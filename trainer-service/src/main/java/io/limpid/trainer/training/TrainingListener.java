package io.limpid.trainer.training;

import java.util.Map;

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
     * @param figures means over its steps of what the loss is made of; often none
     */
    void epoch(int epoch, double trainLoss, double validationLoss, Map<String, Double> figures);
}
