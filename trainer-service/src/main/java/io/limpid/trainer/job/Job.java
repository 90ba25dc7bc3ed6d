package io.limpid.trainer.job;

import io.limpid.datasets.DataSet;
import io.limpid.datasets.ImageSet;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.training.Objective;
import io.limpid.trainer.training.Samples;

/** What one kind of model is trained on and measured by. */
interface Job {
    Network network();

    Objective objective();

    Samples training();

    Samples validation();

    /** The latent space of latent heads: their encoder's; empty for others, whose own is computed from their weights. */
    String latentSpace();

    Evaluation evaluate(byte[] onnx)
            throws ModelRejectedException, InferenceException, RecipeException, java.io.IOException;

    /** What is trained on: the training images behind those held out, up to the recipe's limit. */
    static ImageSet trained(DataSet data, Recipe recipe) {
        int held = recipe.data().validation();
        int limit = recipe.data().limit();
        int all = data.train().size();
        return data.train().slice(held, limit == 0 ? all : Math.min(all, held + limit));
    }

    /** The training images held out to validate. */
    static ImageSet held(DataSet data, Recipe recipe) {
        return data.train().slice(0, recipe.data().validation());
    }
}
