package io.limpid.trainer.job;

import io.limpid.inference.ModelFetcher;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeFile;
import java.nio.charset.StandardCharsets;

/** Tells whether two trainings would be the same. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 of the recipe as run and of the sums of data and teacher, lower-case hexadecimal. */
    static String of(Recipe recipe, Job job) {
        String all = RecipeFile.text(recipe) + "\n" + job.data().sha256() + job.teacher();
        return ModelFetcher.sha256Of(all.getBytes(StandardCharsets.UTF_8));
    }
}
