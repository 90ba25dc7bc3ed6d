package io.limpid.quickstart.grid;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.training.Better;
import io.limpid.quickstart.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a grid is, from a file or from the command line. */
public final class GridFile {
    private static final String KIND = "grid";
    private static final String EXAMPLE = "recipes/grids/c2.yaml";

    private GridFile() {}

    private record Document(
            @Nullable String name,
            @Nullable String recipe,
            @Nullable Map<String, List<JsonNode>> over,
            @Nullable Map<String, JsonNode> set,
            @Nullable Integer epochs,
            @Nullable String by,
            @Nullable String better,
            @Nullable Source reported) {}

    private record Source(
            @Nullable Map<String, JsonNode> best, @Nullable String note) {}

    /**
     * Reads a grid file.
     *
     * @throws CommandFailure naming the file and what is wrong in it
     */
    public static GridDefinition read(Path file) {
        Document document = YamlFile.read(file, Document.class, KIND, EXAMPLE);
        if (document.recipe() == null) {
            throw wrong(file, "it names no recipe", "add recipe: with a path as seen from the file");
        }
        try {
            return definition(file, document);
        } catch (IllegalArgumentException impossible) {
            throw wrong(file, String.valueOf(impossible.getMessage()), "compare it with " + EXAMPLE);
        }
    }

    /** @throws CommandFailure when it can't be read */
    public static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw wrong(file, "it can't be read: " + unreadable, "see the folder recipes/grids");
        }
    }

    private static GridDefinition definition(Path file, Document document) {
        RecipeText recipe = RecipeText.read(
                file.toAbsolutePath().resolveSibling(document.recipe()).normalize());
        String by = document.by() == null ? recipe.usualMetric() : document.by();
        Map<String, List<String>> over = new LinkedHashMap<>();
        if (document.over() != null) {
            document.over()
                    .forEach((key, values) -> over.put(key, values == null ? List.of() : YamlValues.texts(values)));
        }
        return new GridDefinition(
                document.name() == null ? recipe.name() : document.name(),
                recipe.file().toString(),
                recipe.sha256(),
                over,
                texts(document.set()),
                document.epochs() == null ? Map.of() : Map.of("epochs", epochs(document.epochs())),
                by,
                better(by, document.better()),
                reported(document.reported()));
    }

    private static String epochs(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1, found " + epochs);
        }
        return Integer.toString(epochs);
    }

    private static GridDefinition.Reported reported(@Nullable Source source) {
        return source == null
                ? GridDefinition.Reported.NOTHING
                : new GridDefinition.Reported(
                        texts(source.best()),
                        source.note() == null ? "" : source.note().strip());
    }

    private static Map<String, String> texts(@Nullable Map<String, JsonNode> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (values != null) {
            values.forEach((key, value) -> texts.put(key, YamlValues.text(value)));
        }
        return texts;
    }

    /**
     * Which way the metric is better: as said, else as its name tells.
     *
     * @throws IllegalArgumentException when neither tells
     */
    public static Better better(String metric, @Nullable String said) {
        return (said == null ? Better.of(metric) : Better.parse(said))
                .orElseThrow(() -> new IllegalArgumentException("better must be lower or higher for the metric "
                        + metric + (said == null ? "" : ", found '" + said + "'")));
    }

    /**
     * A grid over a recipe, without a file.
     *
     * @param over such as {@code network.depth=1,3,5}
     * @throws CommandFailure when that is no grid
     */
    public static GridDefinition of(Path recipeFile, List<String> over) {
        RecipeText recipe = RecipeText.read(recipeFile);
        String by = recipe.usualMetric();
        try {
            return new GridDefinition(
                    recipe.name(),
                    recipe.file().toString(),
                    recipe.sha256(),
                    varied(over),
                    Map.of(),
                    Map.of(),
                    by,
                    better(by, null),
                    GridDefinition.Reported.NOTHING);
        } catch (IllegalArgumentException impossible) {
            throw CommandFailure.badInput(
                    String.valueOf(impossible.getMessage()), "such as --over network.depth=1,3,5");
        }
    }

    private static Map<String, List<String>> varied(List<String> over) {
        Map<String, List<String>> varied = new LinkedHashMap<>();
        for (String each : over) {
            int equals = each.indexOf('=');
            String key = equals < 1 ? "" : each.substring(0, equals).strip();
            if (key.isEmpty() || varied.put(key, YamlValues.list(key, each.substring(equals + 1))) != null) {
                throw new IllegalArgumentException(
                        "expected --over key=value,value for different keys, found '" + each + "'");
            }
        }
        return varied;
    }

    private static CommandFailure wrong(Path file, String what, String nextStep) {
        return YamlFile.wrong(KIND, file, what, nextStep);
    }
}
