package io.limpid.trainer.job;

import static java.util.Objects.requireNonNull;

import io.limpid.datasets.DataSets;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.recipe.Overrides;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the training of a recipe's network, which is thrown away. */
public final class TrainingBench {
    /** Where no runs are: a bench judges nothing. */
    private static final Path NOWHERE = Path.of("no-runs");

    private final Recipe recipe;
    private final Jobs jobs;

    /**
     * @param recipe is measured without its teacher, who is of no run here
     * @param says is told where the data come from
     */
    public TrainingBench(Recipe recipe, DataSets dataSets, Consumer<String> says) {
        this.recipe = requireNonNull(recipe, "recipe");
        this.jobs = new Jobs(dataSets, new Runs(NOWHERE), says);
    }

    /**
     * Trains for so long, after a few steps to warm up.
     *
     * @return images_per_second, and the shares of the time by {@link io.limpid.trainer.training.PhaseTimes#shares}
     */
    public Map<String, Double> run(int seconds)
            throws RecipeException, ModelRejectedException, InferenceException, IOException, InterruptedException {
        Recipe alone = RecipeFile.parse(
                RecipeFile.text(recipe), "the recipe " + recipe.name(), new Overrides(Map.of("teacher", "null")));
        return SpeedProbe.shares(jobs.of(alone), alone, seconds);
    }
}
