package io.limpid.quickstart.training;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * A training to run.
 *
 * @param recipe what to train
 * @param runs the folder that gets the run's folder
 * @param options handed to the trainer as they are, such as {@code --epochs 1}
 */
public record TrainingRequest(Path recipe, Path runs, List<String> options) {
    public TrainingRequest {
        requireNonNull(recipe, "recipe");
        requireNonNull(runs, "runs");
        options = List.copyOf(options);
    }

    /** The recipe's file name without its ending. */
    String name() {
        return recipe.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }
}
