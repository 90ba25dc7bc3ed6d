package io.limpid.trainer.service;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A training as it is asked for: exactly one of recipe, recipeText and resume; the rest may be left out. */
@Schema(
        description =
                "A training as it is asked for: exactly one of recipe, recipeText and resume; the rest may be left out")
public record TrainingRequest(
        @Schema(
                description = "The name of a recipe in the service's folder of recipes",
                examples = "\"mnist-denoiser\"")
        @Nullable
        String recipe,

        @Schema(description = "A whole recipe, YAML") @Nullable
        String recipeText,

        @Schema(description = "The id of an interrupted or stopped run to take up again, as it was begun") @Nullable
        String resume,

        @Schema(description = "Rounds through the training images, in the place of the recipe's") @Nullable
        Integer epochs,

        @Schema(description = "At most so many training images; 0 for all") @Nullable
        Integer limit,

        @Schema(description = "The same seed gives the same figures") @Nullable
        Long seed,

        @Schema(description = "A data set's name, in the place of the recipe's") @Nullable
        String dataset,

        @Schema(description = "A noise, in the place of the recipe's", examples = "\"gaussian:0.5\"") @Nullable
        String noise,

        @Schema(
                description = "Further values in the place of the recipe's, by key path",
                examples = "{\"network.latent\": \"64\"}")
        @Nullable
        Map<String, String> set,

        @Schema(
                description =
                        "Time for the training itself; epochs, then images are cut to fit, and the figures say so")
        @Nullable
        Double budgetSeconds,

        @Schema(description = "Whether the model goes to the stream once the training has finished; no when left out")
        @Nullable
        Boolean publish) {
    /** A whole recipe and nothing else. */
    static TrainingRequest ofRecipeText(String yaml) {
        return new TrainingRequest(null, yaml, null, null, null, null, null, null, null, null, null);
    }
}
