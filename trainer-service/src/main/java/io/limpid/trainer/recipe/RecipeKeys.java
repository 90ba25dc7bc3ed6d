package io.limpid.trainer.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which keys a recipe has, and in which lines. The keys are checked before any value is: of a misspelt key the reader wants to
 * hear that it is unknown, not that another one is missing.
 */
final class RecipeKeys {
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> replaced = new HashSet<>();

    private RecipeKeys() {}

    /** @throws RecipeException naming a key that comes twice, or a second document; its message begins with the line */
    static RecipeKeys read(JsonParser yaml) throws IOException, RecipeException {
        RecipeKeys keys = new RecipeKeys();
        boolean complete = false;
        while (yaml.nextToken() != null) {
            if (complete) {
                throw new RecipeException("line " + yaml.currentTokenLocation().getLineNr()
                        + ": expected one YAML document, found a second one; a recipe is one file");
            }
            complete = yaml.getParsingContext().inRoot();
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

    /** Another value took the place of the file's: no line of the file is to blame for it. */
    void replaced(String path) {
        replaced.add(path);
    }

    /** Where a key, or the nearest one above it that the file has, stands: {@code line 7: }; empty where nothing is known. */
    String where(String path) {
        return maybeLine(path).map(line -> "line " + line + ": ").orElse("");
    }

    private Optional<Integer> maybeLine(String path) {
        for (String at = path; !at.isEmpty(); at = above(at)) {
            if (replaced.contains(at)) {
                return Optional.empty();
            }
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
            // the type was found to be good, and is no component of the record that it names
            if (read.get() == type || !field.getKey().equals(RecipeTypes.TYPE)) {
                checkField(key, field.getValue(), RecipeTypes.component(read.get(), field.getKey()));
            }
        }
    }

    /** @throws RecipeException naming a key that is missing; its message begins with the line of what it is missing in */
    void requireAll(JsonNode recipe) throws RecipeException {
        requireAll("", recipe, Recipe.class);
    }

    private void requireAll(String path, JsonNode object, Class<?> type) throws RecipeException {
        Class<?> read = RecipeTypes.recordOf(type, object).orElseThrow();
        String prefix = path.isEmpty() ? "" : path + ".";
        for (String key : RecipeTypes.required(read)) {
            if (!object.has(key)) {
                throw new RecipeException(where(path) + prefix + key + " must have a value");
            }
        }
        for (RecordComponent component : read.getRecordComponents()) {
            String key = prefix + component.getName();
            JsonNode value = object.path(component.getName());
            if (value.isObject()) {
                requireAll(key, value, RecipeTypes.valueType(component));
            }
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                if (value.get(i).isObject()) {
                    requireAll(key + "[" + i + "]", value.get(i), RecipeTypes.valueType(component));
                }
            }
        }
    }

    private void checkField(String key, JsonNode value, RecordComponent component) throws RecipeException {
        Class<?> type = RecipeTypes.valueType(component);
        boolean single = !RecipeTypes.isList(component);
        if (single && RecipeTypes.hasKeys(type) && !value.isObject() && !value.isNull()) {
            throw new RecipeException(
                    where(key) + key + " must have keys of its own, " + keys(type) + ", found '" + text(value) + "'");
        }
        checkValue(key, value, component);
    }

    private static String keys(Class<?> type) {
        List<String> choices = RecipeTypes.choices(type);
        return choices.isEmpty() ? "of " + RecipeTypes.keys(type, type) : "with a type of " + choices;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private void checkValue(String key, JsonNode value, RecordComponent component) throws RecipeException {
        Class<?> type = RecipeTypes.valueType(component);
        if (value.isObject() && !RecipeTypes.hasKeys(type)) {
            String inner =
                    value.isEmpty() ? key : key + "." + value.fieldNames().next();
            throw new RecipeException(where(inner)
                    + (value.isEmpty()
                            ? key + " is a single value, found '{}'"
                            : "unknown key '" + inner + "'; " + key + " is a single value"));
        }
        if (value.isObject()) {
            check(key, value, type);
        }
        if (value.isIntegralNumber() && RecipeTypes.isWhole(type)) {
            checkRange(key, value, component);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            String element = key + "[" + i + "]";
            if (value.get(i).isNull()) {
                throw new RecipeException(where(element) + element + " must have a value");
            }
            checkValue(element, value.get(i), component);
        }
    }

    /** What the number's type can't hold would be no more than a syntax error later, without a line. */
    private void checkRange(String key, JsonNode value, RecordComponent component) throws RecipeException {
        Class<?> type = RecipeTypes.valueType(component);
        boolean small = type == int.class || type == Integer.class;
        if (small ? value.canConvertToInt() : value.canConvertToLong()) {
            return;
        }
        Limits limits = component.getAnnotation(Limits.class);
        long least = small ? Integer.MIN_VALUE : Long.MIN_VALUE;
        long most = small ? Integer.MAX_VALUE : Long.MAX_VALUE;
        // a limit that was not given is infinite, and outside of what the type can hold
        if (limits != null) {
            least = Math.max(least, (long) limits.least());
            most = Math.min(most, (long) limits.most());
        }
        BigInteger found = value.bigIntegerValue();
        throw new RecipeException(where(key) + key + " must be from " + least + " to " + most + ", found " + found);
    }
}
