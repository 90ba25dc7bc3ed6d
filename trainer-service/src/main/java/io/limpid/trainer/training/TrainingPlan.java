package io.limpid.trainer.training;

import static java.util.Objects.requireNonNull;

/**
 * How a network is trained, with Adam (Kingma and Ba, 2015).
 *
 * @param epochs at least 1
 * @param batch samples a step, at least 2; an incomplete last batch is dropped
 * @param learningRate above 0
 * @param schedule of the learning rate
 * @param seed of the weights, the order and the noise
 */
public record TrainingPlan(int epochs, int batch, double learningRate, Schedule schedule, long seed) {
    public TrainingPlan {
        requireNonNull(schedule, "schedule");
        if (epochs < 1 || batch < 2 || !(learningRate > 0)) {
            throw new IllegalArgumentException(
                    "a training needs epochs >= 1, batch >= 2 and learningRate > 0, got epochs=" + epochs + ", batch="
                            + batch + ", learningRate=" + learningRate);
        }
    }
}
