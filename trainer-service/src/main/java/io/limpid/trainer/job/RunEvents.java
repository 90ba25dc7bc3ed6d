package io.limpid.trainer.job;

import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.run.RunFolder;

/** Is told how a run goes on. */
public interface RunEvents {
    void started(RunFolder folder, Recipe recipe, int trainingImages);

    /** Something worth knowing, such as where the data came from. */
    void note(String text);

    void step(int epoch, int epochs, int done, int total, double loss, double imagesPerSecond);

    void epoch(int epoch, int epochs, double trainLoss, double validationLoss);

    /** What comes after the training. */
    void stage(String text);
}
