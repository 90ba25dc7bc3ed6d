package io.limpid.trainer.job;

import io.limpid.datasets.DataSets;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.training.ParityException;
import java.io.IOException;

/** What fills a run's folder. */
public interface RecipeRun {
    /**
     * Does all of it. The folder counts as finished only when all succeeded.
     *
     * @throws ParityException when the exported model is not the trained one
     * @throws RecipeException when the recipe refers to what is not there
     * @throws ResumeException when there is nothing to take up again, or it is damaged
     * @throws IllegalArgumentException when the work can't be done on what was given; the message says what was expected and found
     */
    Outcome execute(DataSets dataSets, RunControl control)
            throws RecipeException, ResumeException, ParityException, ModelRejectedException, InferenceException,
                    IOException, InterruptedException;

    /** Whether the folder has been written to; a run that is refused its continuation stays as it was. */
    boolean hasBegun();
}
