package io.limpid.quickstart.command;

import io.limpid.contracts.v1.TrainingRequested;
import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Values in the place of a recipe's, and the time that a training may take. */
final class RecipeOptions {
    static final String[] NAMES = {"--set", "--budget-seconds", "--epochs", "--limit", "--seed", "--dataset", "--noise"
    };

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "any value of the recipe, such as network.latent=64; may be given several times")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--budget-seconds",
            paramLabel = "S",
            description = "time for the training itself; epochs, then images are cut to fit, and the figures say so")
    private @Nullable Double budgetSeconds;

    @Option(names = "--epochs", description = "instead of the recipe's")
    private @Nullable Integer epochs;

    @Option(names = "--limit", paramLabel = "N", description = "train on the first N images only")
    private @Nullable Integer limit;

    @Option(names = "--seed", description = "instead of the recipe's")
    private @Nullable Long seed;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "instead of the recipe's; a name, folder:PATH, pairs:PATH, side-by-side:PATH or left-halves:PATH")
    private @Nullable String dataset;

    @Option(names = "--noise", paramLabel = "SPEC", description = "instead of the recipe's, such as gaussian:0.5")
    private @Nullable String noise;

    boolean isEmpty() {
        return commandLine().isEmpty();
    }

    /** @throws CommandFailure naming what can't be */
    void check() {
        if (budgetSeconds != null && !(budgetSeconds > 0)) {
            throw CommandFailure.badInput("expected --budget-seconds of more than 0, found " + budgetSeconds, "");
        }
        if ((epochs != null && epochs < 1) || (limit != null && limit < 1)) {
            throw CommandFailure.badInput("expected --epochs and --limit of at least 1", "");
        }
        if (dataset != null) {
            dataset = DataSetOption.trainable(dataset);
        }
        if (noise != null) {
            NoiseOption.parse(noise);
        }
    }

    /** As the trainer's process takes them. */
    List<String> commandLine() {
        List<String> options = new ArrayList<>();
        set.forEach(each -> add(options, "--set", each));
        add(options, "--budget-seconds", budgetSeconds);
        add(options, "--epochs", epochs);
        add(options, "--limit", limit);
        add(options, "--seed", seed);
        add(options, "--dataset", dataset);
        add(options, "--noise", noise);
        return options;
    }

    private static void add(List<String> options, String name, @Nullable Object value) {
        if (value != null) {
            options.add(name);
            options.add(value.toString());
        }
    }

    /**
     * As the trainer's service takes them, with the recipe's text.
     *
     * @throws CommandFailure when the recipe can't be read
     */
    void addTo(TrainingRequested.Builder request, Path recipe) {
        try {
            request.setRecipeText(Files.readString(recipe));
        } catch (IOException unreadable) {
            throw CommandFailure.badInput("the recipe " + recipe + " can't be read: " + unreadable.getMessage(), "");
        }
        set.forEach(each -> addTo(request, each));
        Optional.ofNullable(budgetSeconds).ifPresent(request::setBudgetSeconds);
        Optional.ofNullable(epochs).ifPresent(request::setEpochs);
        Optional.ofNullable(limit).ifPresent(request::setLimit);
        Optional.ofNullable(seed).ifPresent(request::setSeed);
        Optional.ofNullable(dataset).ifPresent(request::setDataset);
        Optional.ofNullable(noise).ifPresent(request::setNoise);
    }

    private static void addTo(TrainingRequested.Builder request, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw CommandFailure.badInput(
                    "expected --set key=value, such as network.latent=64, found '" + assignment + "'", "");
        }
        request.putSet(assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
    }
}
