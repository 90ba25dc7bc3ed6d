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
 * @param limit the most images that were asked for, where that is fewer than the recipe's; else 0
 */
public record TrainedSystem(RecipeBook.Entry recipe, Path folder, Map<String, Double> metrics, int limit) {
    public TrainedSystem {
        requireNonNull(recipe, "recipe");
        requireNonNull(folder, "folder");
        metrics = Map.copyOf(metrics);
    }

    double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    /** The same, trained on so many images at most; 0 for all. */
    TrainedSystem limitedTo(int most) {
        return new TrainedSystem(recipe, folder, metrics, most > 0 && extent().images() >= most ? most : 0);
    }

    /** Whether less was trained than the recipe says. */
    boolean isReduced() {
        return limit > 0 || extent().isReduced();
    }

    /** How much of the recipe's training was done, in words. */
    String trained() {
        String text = extent().text();
        return limit == 0
                ? text
                : (extent().isReduced() ? text : "REDUCED: " + text) + ", the first " + limit + " images only";
    }

    private Extent extent() {
        return Extent.of(metrics);
    }
}
