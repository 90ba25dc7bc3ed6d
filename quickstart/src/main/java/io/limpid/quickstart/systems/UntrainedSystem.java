package io.limpid.quickstart.systems;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.training.RecipeBook;

/**
 * A recipe without figures.
 *
 * @param why in one line
 * @param failed whether it was tried; else there was no time left for it
 */
public record UntrainedSystem(RecipeBook.Entry recipe, String why, boolean failed) {
    public UntrainedSystem {
        requireNonNull(recipe, "recipe");
        requireNonNull(why, "why");
    }

    static UntrainedSystem failed(RecipeBook.Entry recipe, String why) {
        return new UntrainedSystem(recipe, why, true);
    }

    static UntrainedSystem noTime(RecipeBook.Entry recipe) {
        return new UntrainedSystem(recipe, "no time was left", false);
    }

    /** As the table says it. */
    String text() {
        return (failed ? "FAILED: " : "NOT TRAINED: ") + why;
    }
}
