package io.limpid.quickstart.training;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
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

    /** What goes on with a run that was broken off. */
    public static TrainingRequest resuming(Path run) {
        return new TrainingRequest(
                run.resolve("recipe.yaml"),
                run.getParent(),
                List.of("--resume", run.getFileName().toString()));
    }

    boolean isResuming() {
        return options.contains("--resume");
    }

    /** As the trainer takes them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        // a run that is taken up again has its recipe in its folder
        if (!isResuming()) {
            arguments.add(recipe.toString());
        }
        arguments.add("--runs");
        arguments.add(runs.toString());
        arguments.addAll(options);
        return arguments;
    }

    /** The recipe's file name without its ending; of a run that is taken up again, the run. */
    String name() {
        int resume = options.indexOf("--resume");
        return resume >= 0
                ? options.get(resume + 1)
                : recipe.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }
}
