package io.limpid.trainer.cli;

import io.limpid.trainer.recipe.Overrides;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Reads {@link TrainMain}'s arguments. */
final class ArgumentParser {
    /** Options that put a value in the place of one of the recipe's, and the key of that. */
    private static final Map<String, String> SHORT_FORMS = Map.of(
            "--epochs", "epochs",
            "--limit", "data.limit",
            "--seed", "seed",
            "--dataset", "data.set",
            "--noise", "noise");

    private static final List<String> OPTIONS = List.of(
            "--runs",
            "--set",
            "--epochs",
            "--limit",
            "--seed",
            "--dataset",
            "--noise",
            "--budget-seconds",
            "--resume",
            "--int8",
            "--part-of");

    private Optional<Path> recipe = Optional.empty();
    private Path runs = Path.of("runs");
    private final Map<String, String> values = new LinkedHashMap<>();
    private OptionalDouble budget = OptionalDouble.empty();
    private Optional<String> resume = Optional.empty();
    private Optional<Path> model = Optional.empty();
    private String partOf = "";

    private ArgumentParser() {}

    /** @throws IllegalArgumentException naming what is wrong */
    static TrainMain.Arguments parse(String[] arguments) {
        ArgumentParser parser = new ArgumentParser();
        int first = 0;
        if (arguments.length > 0 && !arguments[0].startsWith("--")) {
            parser.recipe = Optional.of(Path.of(arguments[0]));
            first = 1;
        }
        for (int i = first; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "expected an option of " + OPTIONS + " and its value, found '" + arguments[i] + "'");
            }
            parser.take(arguments[i], arguments[i + 1]);
        }
        return parser.checked();
    }

    private void take(String option, String value) {
        switch (option) {
            case "--runs" -> runs = Path.of(value);
            case "--resume" -> resume = Optional.of(value);
            case "--int8" -> model = Optional.of(Path.of(value));
            case "--part-of" -> partOf = value;
            case "--budget-seconds" -> budget = OptionalDouble.of(seconds(value));
            case "--set" -> set(value);
            default -> {
                if (SHORT_FORMS.get(option).matches("epochs|data.limit|seed") && !value.matches("-?[0-9]{1,18}")) {
                    throw new IllegalArgumentException(
                            "expected a whole number for " + option + ", found '" + value + "'");
                }
                values.put(SHORT_FORMS.get(option), value);
            }
        }
    }

    private void set(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "expected --set key=value, such as network.latent=64, found '" + assignment + "'");
        }
        values.put(assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
    }

    private static double seconds(String value) {
        try {
            double seconds = Double.parseDouble(value);
            if (seconds > 0) {
                return seconds;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new IllegalArgumentException("expected seconds above 0 for --budget-seconds, found '" + value + "'");
    }

    private TrainMain.Arguments checked() {
        if (Stream.of(recipe, resume, model).filter(Optional::isPresent).count() != 1) {
            throw new IllegalArgumentException(
                    "expected a recipe file, --resume RUN or --int8 MODEL.onnx, then options of " + OPTIONS);
        }
        if (recipe.isEmpty() && (!values.isEmpty() || budget.isPresent() || !partOf.isEmpty())) {
            throw new IllegalArgumentException((resume.isPresent()
                            ? "a run is taken up again as it was begun: --resume"
                            : "a model is rounded as it was trained: --int8")
                    + " goes with --runs only, found "
                    + (!values.isEmpty() ? values.keySet() : budget.isPresent() ? "--budget-seconds" : "--part-of"));
        }
        return new TrainMain.Arguments(recipe, resume, model, runs, new Overrides(values), budget, partOf);
    }
}
