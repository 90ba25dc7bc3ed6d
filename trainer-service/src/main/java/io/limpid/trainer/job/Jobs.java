package io.limpid.trainer.job;

import io.limpid.datasets.DataSet;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes a recipe's job. */
final class Jobs {
    private Jobs() {}

    static Job of(Recipe recipe, DataSet data, Runs runs, Consumer<String> says)
            throws RecipeException, ModelRejectedException, InferenceException, IOException {
        return switch (recipe.task()) {
            case DENOISE -> new DenoiserJob(recipe, data, judge(recipe, data.name(), runs, says));
            case CLASSIFY_FRAME -> new FrameClassifierJob(recipe, data);
            case CLASSIFY_LATENT -> new LatentHeadJob(recipe, data, encoder(recipe, data.name(), runs, says));
        };
    }

    private static Optional<RunFolder> judge(Recipe recipe, String data, Runs runs, Consumer<String> says) {
        String name = recipe.evaluation().classifier();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<RunFolder> judge = runs.latest(name, data);
        says.accept(judge.map(run -> "judged by the frame classifier of run " + run.id())
                .orElse("no finished run of " + name + " on " + data
                        + " here: accuracy is not measured; train it first to have it"));
        return judge;
    }

    private static byte[] encoder(Recipe recipe, String data, Runs runs, Consumer<String> says)
            throws RecipeException, IOException {
        RunFolder run = runs.latest(recipe.encoder(), data)
                .orElseThrow(() -> new RecipeException("recipe " + recipe.name() + " needs a finished run of "
                        + recipe.encoder() + " on data set " + data + ", found none; train that first"));
        says.accept("latent vectors from run " + run.id());
        return Files.readAllBytes(run.model());
    }
}
