package io.limpid.trainer.cli;

import io.limpid.trainer.recipe.Overrides;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@link TrainMain}'s arguments. */
final class ArgumentParser {
    private static final List<String> OPTIONS =
            List.of("--runs", "--epochs", "--limit", "--seed", "--dataset", "--noise");

    private ArgumentParser() {}

    /** @throws IllegalArgumentException naming what is wrong */
    static TrainMain.Arguments parse(String[] arguments) {
        if (arguments.length == 0 || arguments[0].startsWith("--")) {
            throw new IllegalArgumentException("expected a recipe file, then options of " + OPTIONS);
        }
        Map<String, String> options = options(arguments);
        Overrides overrides = new Overrides(
                number(options, "--epochs", Integer::valueOf),
                number(options, "--limit", Integer::valueOf),
                number(options, "--seed", Long::valueOf),
                Optional.ofNullable(options.get("--dataset")),
                Optional.ofNullable(options.get("--noise")));
        return new TrainMain.Arguments(
                Path.of(arguments[0]), Path.of(options.getOrDefault("--runs", "runs")), overrides);
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "expected an option of " + OPTIONS + " and its value, found '" + arguments[i] + "'");
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static <N extends Number> Optional<N> number(
            Map<String, String> options, String name, Function<String, N> parse) {
        String text = options.get(name);
        try {
            return Optional.ofNullable(text).map(parse);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "expected a whole number for " + name + ", found '" + text + "'", notANumber);
        }
    }
}
