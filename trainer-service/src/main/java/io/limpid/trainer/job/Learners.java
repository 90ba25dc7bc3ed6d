package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.trainer.recipe.NetworkChoice;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.training.LearnerKind;
import io.limpid.trainer.training.Objective;

/** Chooses how a denoiser learns. */
final class Learners {
    private Learners() {}

    /** Of labelled images. */
    static LearnerKind of(Recipe recipe, ImageShape image, int classes) {
        return recipe.labelWeight() > 0
                ? LearnerKind.withLabels(Objective.of(recipe.loss()), recipe.labelWeight(), classes)
                : of(recipe, image);
    }

    /** @param image what the network yields */
    static LearnerKind of(Recipe recipe, ImageShape image) {
        Objective objective = Objective.of(recipe.loss());
        if (recipe.network() instanceof NetworkChoice.VariationalAutoencoder variational) {
            // the objective is a mean over pixels, the divergence a sum over latent values
            return LearnerKind.by(objective, variational.beta() / image.size());
        }
        return recipe.adversary() == null
                ? LearnerKind.by(objective)
                : LearnerKind.against(
                        objective,
                        recipe.adversary().weight(),
                        recipe.adversary().learningRate());
    }
}
