package io.limpid.trainer.job;

import io.limpid.inference.ModelFetcher;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeFile;
import java.nio.charset.StandardCharsets;

/** Tells whether two trainings would be the same. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 of the recipe as run and of the data's own sum, lower-case hexadecimal. */
    static String of(Recipe recipe, JobData data) {
        String both = RecipeFile.text(recipe) + "\n" + data.sha256();
        return ModelFetcher.sha256Of(both.getBytes(StandardCharsets.UTF_8));
    }
}
