package io.limpid.trainer.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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

    /** @throws RecipeException naming a key that comes twice; its message begins with the line */
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
        Integer before = lines.put(path, line);
        if (before != null) {
            throw new RecipeException("line " + line + ": key '" + path + "' comes twice, first in line " + before);
        }
    }

    private static String path(JsonStreamContext context) {
        JsonStreamContext parent = context.getParent();
        String above = parent == null || parent.inRoot() ? "" : path(parent);
        if (context.inArray()) {
            return above + "[" + context.getCurrentIndex() + "]";
        }
        return (above.isEmpty() ? "" : above + ".") + context.getCurrentName();
    }

    /** Where a key, or the nearest one above it that the file has, stands: {@code line 7: }; empty where nothing is known. */
    String where(String path) {
        return maybeLine(path).map(line -> "line " + line + ": ").orElse("");
    }

    private Optional<Integer> maybeLine(String path) {
        for (String at = path; !at.isEmpty(); at = above(at)) {
            if (lines.containsKey(at)) {
                return Optional.of(lines.get(at));
            }
        }
        return Optional.empty();
    }

    private static String above(String path) {
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return end < 0 ? "" : path.substring(0, end);
    }

    /** @throws RecipeException naming a key that is unknown, and those that are allowed; its message begins with the line */
    void check(JsonNode recipe) throws RecipeException {
        check("", recipe, Recipe.class);
    }

    private void check(String path, JsonNode object, Class<?> type) throws RecipeException {
        Optional<Class<?>> read = RecipeTypes.recordOf(type, object);
        if (read.isEmpty()) {
            throw new RecipeException(where(path + "." + RecipeTypes.TYPE) + path + "." + RecipeTypes.TYPE
                    + " must be one of " + RecipeTypes.choices(type) + ", found '"
                    + object.path(RecipeTypes.TYPE).asText("") + "'");
        }
        List<String> allowed = RecipeTypes.keys(type, read.get());
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (!allowed.contains(field.getKey())) {
                throw new RecipeException(where(key) + "unknown key '" + key + "'; allowed here: " + allowed);
            }
            checkValue(key, field.getValue(), RecipeTypes.valueType(read.get(), field.getKey()));
        }
    }

    private void checkValue(String key, JsonNode value, Class<?> type) throws RecipeException {
        if (value.isObject() && !RecipeTypes.hasKeys(type)) {
            String inner = key + "." + value.fieldNames().next();
            throw new RecipeException(where(inner) + "unknown key '" + inner + "'; " + key + " is a single value");
        }
        if (value.isObject()) {
            check(key, value, type);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            checkValue(key + "[" + i + "]", value.get(i), type);
        }
    }
}
