package io.limpid.trainer.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.limpid.trainer.recipe.Overrides;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.RecipeFile;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of a recipe's training is done: {@code plan.json} in the run's folder.
 *
 * @param epochs planned
 * @param epochsFull what the recipe says
 * @param images trained on in an epoch
 * @param imagesFull what there are
 */
public record RunPlan(
        int epochs,
        @JsonProperty("epochs_full") int epochsFull,
        int images,
        @JsonProperty("images_full") int imagesFull) {
    static final String FILE = "plan.json";

    public RunPlan {
        if (epochs < 1 || epochs > epochsFull || images < 0 || images > imagesFull) {
            throw new IllegalArgumentException(
                    "a plan needs 1 <= epochs <= epochs_full and 0 <= images <= images_full");
        }
    }

    /** All of it. */
    static RunPlan full(Recipe recipe, int images) {
        return new RunPlan(recipe.epochs(), recipe.epochs(), images, images);
    }

    /**
     * As much as fits into a time: fewer epochs first, and where not even one fits, fewer images. At least one batch.
     *
     * @param imagesPerSecond as measured
     */
    static RunPlan within(double seconds, double imagesPerSecond, Recipe recipe, int images) {
        double affordable = seconds * imagesPerSecond;
        int epochs = (int) Math.min(recipe.epochs(), Math.floor(affordable / images));
        if (epochs >= 1) {
            return new RunPlan(epochs, recipe.epochs(), images, images);
        }
        int fewer = (int) Math.min(images, Math.max(recipe.batch(), affordable));
        return new RunPlan(1, recipe.epochs(), fewer, images);
    }

    boolean isReduced() {
        return epochs < epochsFull || images < imagesFull;
    }

    /** What is left out, in words. */
    String reduction() {
        return "reduced to fit: %d of %d epochs, %d of %d images".formatted(epochs, epochsFull, images, imagesFull);
    }

    /** The recipe as it is run. */
    Recipe applied(Recipe recipe) throws RecipeException {
        if (!isReduced()) {
            return recipe;
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("epochs", Integer.toString(epochs));
        if (images < imagesFull) {
            values.put("data.limit", Integer.toString(images));
        }
        return RecipeFile.parse(RecipeFile.text(recipe), "recipe " + recipe.name(), new Overrides(values));
    }
}
