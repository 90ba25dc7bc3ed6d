package io.limpid.trainer.training;

import static java.util.Objects.requireNonNull;

/**
 * How a network is trained, with Adam (Kingma and Ba, 2015).
 *
 * @param epochs at least 1
 * @param batch samples a step, at least 2; an incomplete last batch is dropped
 * @param learningRate above 0
 * @param beta2 Adam's: the share of the old that the mean of squared gradients keeps at a step, in [0.5,1)
 * @param schedule of the learning rate
 * @param seed of the weights, the order and the noise
 */
public record TrainingPlan(int epochs, int batch, double learningRate, double beta2, Schedule schedule, long seed) {
    /** What Adam's authors propose. */
    public static final double USUAL_BETA2 = 0.999;

    public TrainingPlan {
        requireNonNull(schedule, "schedule");
        if (epochs < 1 || batch < 2 || !(learningRate > 0) || !(beta2 >= 0.5 && beta2 < 1)) {
            throw new IllegalArgumentException(
                    "a training needs epochs >= 1, batch >= 2, learningRate > 0 and beta2 in [0.5,1), got epochs="
                            + epochs + ", batch=" + batch + ", learningRate=" + learningRate + ", beta2=" + beta2);
        }
    }

    /** A plan with Adam's usual beta2. */
    public TrainingPlan(int epochs, int batch, double learningRate, Schedule schedule, long seed) {
        this(epochs, batch, learningRate, USUAL_BETA2, schedule, seed);
    }
}
