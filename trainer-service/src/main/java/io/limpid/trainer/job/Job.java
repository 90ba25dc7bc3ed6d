package io.limpid.trainer.job;

import io.limpid.datasets.DataSet;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.evaluation.Evaluation;
import io.limpid.trainer.network.Network;
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

    /** The training images to use: the first are held out, and there is a limit. */
    static int trainingEnd(DataSet data, int validation, int limit) {
        int all = data.train().size();
        return limit == 0 ? all : Math.min(all, validation + limit);
    }
}
