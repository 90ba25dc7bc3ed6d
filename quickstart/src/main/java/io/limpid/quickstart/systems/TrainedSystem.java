package io.limpid.quickstart.systems;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.training.Extent;
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

    /** How much of the recipe's training was done. */
    Extent extent() {
        return Extent.of(metrics);
    }
}
