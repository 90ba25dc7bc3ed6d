package io.limpid.trainer.training;

import static java.util.Objects.requireNonNull;

import io.limpid.trainer.recipe.OptimiserChoice;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.Schedule;

/**
 * How a network is trained.
 *
 * @param epochs at least 1
 * @param batch samples a step, at least 2; an incomplete last batch is dropped
 * @param optimiser how weights follow their gradients
 * @param schedule of the learning rate
 * @param seed of the weights, the order and the noise
 * @param keep which weights become the model
 */
public record TrainingPlan(
        int epochs, int batch, OptimiserChoice optimiser, Schedule schedule, long seed, Recipe.Keep keep) {
    public TrainingPlan {
        requireNonNull(optimiser, "optimiser");
        requireNonNull(schedule, "schedule");
        requireNonNull(keep, "keep");
        if (epochs < 1 || batch < 2) {
            throw new IllegalArgumentException(
                    "a training needs epochs >= 1 and batch >= 2, got epochs=" + epochs + ", batch=" + batch);
        }
    }

    public static TrainingPlan of(Recipe recipe) {
        return new TrainingPlan(
                recipe.epochs(), recipe.batch(), recipe.optimiser(), recipe.schedule(), recipe.seed(), recipe.keep());
    }

    /** A plan with Adam, keeping the last weights. */
    public static TrainingPlan adam(int epochs, int batch, double learningRate, Schedule schedule, long seed) {
        OptimiserChoice adam = new OptimiserChoice(OptimiserChoice.Type.ADAM, learningRate, null, 0, 0);
        return new TrainingPlan(epochs, batch, adam, schedule, seed, Recipe.Keep.LAST);
    }
}
