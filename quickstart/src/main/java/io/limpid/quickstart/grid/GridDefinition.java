package io.limpid.quickstart.grid;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.training.Better;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A grid: which recipe is trained at which values, and what makes one point better than another. Values are YAML texts, as the
 * trainer's {@code --set} takes them.
 *
 * @param recipe the file
 * @param recipeSha256 of its content, so that a recipe changed in between is noticed
 * @param over the values of each varied key, such as {@code network.depth}: the grid is every combination
 * @param set values that hold for every point, by key
 * @param options of the trainer that hold for every point, without their dashes, such as epochs: 30
 * @param by the metric that ranks the points
 * @param reported the source's best
 */
public record GridDefinition(
        String name,
        String recipe,
        String recipeSha256,
        Map<String, List<String>> over,
        Map<String, String> set,
        Map<String, String> options,
        String by,
        Better better,
        Reported reported) {
    private static final int MOST_POINTS = 2000;

    /**
     * What the source found best.
     *
     * @param best the values of the varied keys; empty where nothing is reported
     */
    public record Reported(Map<String, String> best, String note) {
        public static final Reported NOTHING = new Reported(Map.of(), "");

        public Reported {
            best = ordered(best);
            requireNonNull(note, "note");
        }
    }

    public GridDefinition {
        requireNonNull(recipe, "recipe");
        requireNonNull(recipeSha256, "recipeSha256");
        requireNonNull(better, "better");
        requireNonNull(reported, "reported");
        over = ordered(over);
        set = ordered(set);
        options = ordered(options);
        requireProper(name, "[a-z0-9][a-z0-9-]{0,59}", "name", "1 to 60 lower-case letters, digits and dashes");
        requireProper(by, "\\S+", "by", "the name of a metric, such as mse_denoised");
        checkVaried(over);
        checkPoints(over);
        checkReported(reported, over);
    }

    private static void requireProper(String value, String pattern, String key, String expected) {
        if (!requireNonNull(value, key).matches(pattern)) {
            throw new IllegalArgumentException(key + " must be " + expected + ", found '" + value + "'");
        }
    }

    private static void checkVaried(Map<String, List<String>> over) {
        if (over.isEmpty()) {
            throw new IllegalArgumentException("over must have at least one key, such as network.depth: [1, 3, 5]");
        }
        over.forEach((key, values) -> {
            requireProper(key, "[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*", "a key of over", "a path such as network.depth");
            if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
                throw new IllegalArgumentException(
                        "over." + key + " must have one or more different values, found " + values);
            }
        });
    }

    private static void checkPoints(Map<String, List<String>> over) {
        double points = over.values().stream().mapToDouble(List::size).reduce(1, (first, second) -> first * second);
        if (points > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "over must make at most %d points, found %.0f".formatted(MOST_POINTS, points));
        }
    }

    private static void checkReported(Reported reported, Map<String, List<String>> over) {
        if (!over.keySet().containsAll(reported.best().keySet())) {
            throw new IllegalArgumentException("reported.best must have keys of " + over.keySet() + ", found "
                    + reported.best().keySet());
        }
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The same with other values put in the place of some, and another ranking where one is given. */
    public GridDefinition with(
            Map<String, String> moreSet, Map<String, String> moreOptions, String otherBy, Better otherBetter) {
        return new GridDefinition(
                name,
                recipe,
                recipeSha256,
                over,
                joined(set, moreSet),
                joined(options, moreOptions),
                otherBy,
                otherBetter,
                reported);
    }

    private static Map<String, String> joined(Map<String, String> first, Map<String, String> second) {
        Map<String, String> joined = new LinkedHashMap<>(first);
        joined.putAll(second);
        return joined;
    }

    /** Every combination, the last key's values changing fastest. */
    List<Map<String, String>> points() {
        List<Map<String, String>> points = new ArrayList<>(List.of(Map.of()));
        over.forEach((key, values) -> {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> point : points) {
                for (String value : values) {
                    Map<String, String> combination = new LinkedHashMap<>(point);
                    combination.put(key, value);
                    longer.add(ordered(combination));
                }
            }
            points.clear();
            points.addAll(longer);
        });
        return List.copyOf(points);
    }

    /** All keys that it puts a value to. */
    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(over.keySet());
        keys.addAll(set.keySet());
        keys.addAll(options.keySet());
        return keys;
    }

    /** The trainer's options for one point; the point's own values come last, and so win. */
    List<String> arguments(Map<String, String> point) {
        List<String> arguments = new ArrayList<>();
        options.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
        joined(set, point).forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }

    /** What would be trained otherwise by the other definition, a line each; how points are ranked does not matter. */
    List<String> differences(GridDefinition now) {
        List<String> differences = new ArrayList<>();
        note(differences, "over", over, now.over);
        note(differences, "set", set, now.set);
        note(differences, "options", options, now.options);
        if (!recipeSha256.equals(now.recipeSha256)) {
            differences.add("the content of the recipe " + now.recipe);
        }
        return differences;
    }

    private static void note(List<String> differences, String what, Object before, Object now) {
        if (!before.equals(now)) {
            differences.add(what + " was " + before + " and is " + now);
        }
    }
}
