package io.limpid.trainer.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which keys a recipe has, and in which lines. The keys are checked before any value is: of a misspelt key the reader wants to
 * hear that it is unknown, not that another one is missing.
 */
final class RecipeKeys {
    private final Map<String, Integer> lines = new HashMap<>();

    private RecipeKeys() {}

    /** @throws RecipeException naming a key that is unknown or comes twice; its message begins with the line */
    static RecipeKeys read(JsonParser yaml) throws IOException, RecipeException {
        RecipeKeys keys = new RecipeKeys();
        while (yaml.nextToken() != null) {
            if (yaml.currentToken() == JsonToken.FIELD_NAME) {
                keys.add(
                        path(yaml.getParsingContext()),
                        yaml.currentTokenLocation().getLineNr());
            }
        }
        return keys;
    }

    private void add(String path, int line) throws RecipeException {
        int dot = path.lastIndexOf('.');
        String parent = dot < 0 ? "" : path.substring(0, dot);
        List<String> allowed = allowed(parent);
        String key = path.substring(dot + 1);
        if (!allowed.contains(key)) {
            throw new RecipeException("line " + line + ": unknown key '" + path + "'; allowed here: " + allowed);
        }
        Integer before = lines.put(path, line);
        if (before != null) {
            throw new RecipeException("line " + line + ": key '" + path + "' comes twice, first in line " + before);
        }
    }

    /** The line of a key, where the recipe has it. */
    Optional<Integer> maybeLine(String path) {
        return Optional.ofNullable(lines.get(path));
    }

    private static String path(JsonStreamContext context) {
        JsonStreamContext parent = context.getParent();
        String above = parent == null || parent.getCurrentName() == null ? "" : path(parent) + ".";
        return above + context.getCurrentName();
    }

    /** The keys that may lie under another one; none for those that hold a value. */
    static List<String> allowed(String parent) {
        Class<?> type = Recipe.class;
        for (String key : parent.isEmpty() ? new String[0] : parent.split("\\.")) {
            type = Arrays.stream(components(type))
                    .filter(component -> component.getName().equals(key))
                    .<Class<?>>map(RecordComponent::getType)
                    .findFirst()
                    .orElse(String.class);
        }
        return Arrays.stream(components(type)).map(RecordComponent::getName).toList();
    }

    private static RecordComponent[] components(Class<?> type) {
        return type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
    }
}
