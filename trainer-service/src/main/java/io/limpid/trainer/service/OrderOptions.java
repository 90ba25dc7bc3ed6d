package io.limpid.trainer.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values that an order puts in the place of a recipe's, by key path, and the time it gives. */
final class OrderOptions {
    private static final Pattern KEY = Pattern.compile("[a-zA-Z][a-zA-Z0-9.]{0,79}");
    /** ONNX Runtime overflows its stack over long command lines; see RATIONALE.md. */
    private static final int LONGEST = 2_000;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final @Nullable Double budgetSeconds;

    private OrderOptions(@Nullable Double budgetSeconds) {
        this.budgetSeconds = budgetSeconds;
    }

    /** @throws WrongOrder naming what is no key, no value, or too much */
    static OrderOptions of(TrainingRequest request) throws WrongOrder {
        OrderOptions options = new OrderOptions(budget(request.budgetSeconds()));
        if (request.set() != null) {
            for (Map.Entry<String, String> entry : request.set().entrySet()) {
                options.put(entry.getKey(), entry.getValue());
            }
        }
        options.put("epochs", request.epochs());
        options.put("data.limit", request.limit());
        options.put("seed", request.seed());
        options.put("data.set", request.dataset());
        options.put("noise", request.noise());
        return options.checked();
    }

    private static @Nullable Double budget(@Nullable Double seconds) throws WrongOrder {
        if (seconds != null && !(seconds > 0 && Double.isFinite(seconds))) {
            throw new WrongOrder("expected budgetSeconds above 0, found " + seconds);
        }
        return seconds;
    }

    private void put(String key, @Nullable Object value) throws WrongOrder {
        if (value == null) {
            return;
        }
        if (!KEY.matcher(key).matches()) {
            throw new WrongOrder("expected a recipe's key, such as network.latent, found '" + key + "'");
        }
        if (value.toString().chars().anyMatch(Character::isISOControl)) {
            throw new WrongOrder("the value for " + key + " has line breaks or control characters");
        }
        values.put(key, value.toString());
    }

    private OrderOptions checked() throws WrongOrder {
        int length = commandLine().stream().mapToInt(String::length).sum();
        if (length > LONGEST) {
            throw new WrongOrder("the values in the place of the recipe's have " + length + " characters, at most "
                    + LONGEST + " are allowed; send a recipeText instead");
        }
        return this;
    }

    Map<String, String> values() {
        return values;
    }

    /** What is asked for beside the recipe; empty where nothing is. */
    List<String> names() {
        List<String> names = new ArrayList<>(values.keySet());
        if (budgetSeconds != null) {
            names.add("budgetSeconds");
        }
        return names;
    }

    /** As the trainer's process takes them. */
    List<String> commandLine() {
        List<String> options = new ArrayList<>();
        values.forEach((key, value) -> {
            options.add("--set");
            options.add(key + "=" + value);
        });
        if (budgetSeconds != null) {
            options.add("--budget-seconds");
            options.add(budgetSeconds.toString());
        }
        return options;
    }
}
