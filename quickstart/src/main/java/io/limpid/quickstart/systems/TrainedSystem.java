package io.limpid.quickstart.systems;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.training.RecipeBook;
import java.nio.file.Path;
import java.util.Map;

/**
 * A recipe and the run that stands for it in the table.
 *
 * @param folder of the run
 * @param metrics numbers by name
 */
public record TrainedSystem(RecipeBook.Entry recipe, Path folder, Map<String, Double> metrics) {
    public TrainedSystem {
        requireNonNull(recipe, "recipe");
        requireNonNull(folder, "folder");
        metrics = Map.copyOf(metrics);
    }

    double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    /** Whether less was trained than the recipe says. */
    boolean isReduced() {
        return metric("epochs") < metric("epochs_full") || metric("images") < metric("images_full");
    }

    /** How much was trained, in words: {@code 15 epochs}, or {@code REDUCED: 2 of 15 epochs, 9000 of 55000 images}. */
    String trained() {
        if (!isReduced()) {
            return count("epochs") + " epochs";
        }
        String images = metric("images") < metric("images_full")
                ? ", " + count("images") + " of " + count("images_full") + " images"
                : "";
        return "REDUCED: " + count("epochs") + " of " + count("epochs_full") + " epochs" + images;
    }

    private long count(String name) {
        return Math.round(metric(name));
    }
}
