package io.limpid.quickstart.training;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A training to run.
 *
 * @param recipe what to train; of a model that is to calculate with integers, its file
 * @param runs the folder that gets the run's folder
 * @param options handed to the trainer as they are, such as {@code --epochs 1}
 */
public record TrainingRequest(Path recipe, Path runs, List<String> options) {
    private static final String ROUNDING = "--int8";

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

    /** What makes of a trained model one that calculates with 8-bit integers. */
    public static TrainingRequest rounding(Path model, Path runs) {
        return new TrainingRequest(model, runs, List.of(ROUNDING, model.toString()));
    }

    private boolean isRounding() {
        return options.contains(ROUNDING);
    }

    boolean isResuming() {
        return options.contains("--resume");
    }

    /** As the trainer takes them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        // a run that is taken up again has its recipe in its folder, a model that is rounded in its file
        if (!isResuming() && !isRounding()) {
            arguments.add(recipe.toString());
        }
        arguments.add("--runs");
        arguments.add(runs.toString());
        arguments.addAll(options);
        return arguments;
    }

    /** What to look at when it is refused. */
    String hint() {
        return isRounding() ? "./limpid models int8 --help tells what it takes" : "the recipe is " + recipe;
    }

    /** The recipe's or model's file name without its ending; of a run that is taken up again, the run. */
    String name() {
        int resume = options.indexOf("--resume");
        return resume >= 0
                ? options.get(resume + 1)
                : recipe.getFileName().toString().replaceFirst("\\.(ya?ml|onnx)$", "");
    }
}
