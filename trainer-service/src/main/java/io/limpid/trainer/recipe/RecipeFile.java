package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes recipes as YAML. */
public final class RecipeFile {
    static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
                    .build())
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .build();

    private RecipeFile() {}

    /** @throws RecipeException naming the file, the line, what was found, and what is allowed */
    public static Recipe read(Path file) throws RecipeException {
        return read(file, Overrides.none());
    }

    /**
     * Reads a recipe and puts other values in the place of some of its own.
     *
     * @throws RecipeException naming the file, the line, what was found, and what is allowed
     */
    public static Recipe read(Path file, Overrides overrides) throws RecipeException {
        String origin = "recipe " + file;
        return parse(textOf(file, origin), origin, overrides);
    }

    private static String textOf(Path file, String origin) throws RecipeException {
        try {
            return RecipeText.of(Files.readAllBytes(file));
        } catch (RecipeException wrong) {
            throw new RecipeException(origin + ": " + wrong.getMessage(), wrong);
        } catch (NoSuchFileException missing) {
            throw new RecipeException(origin + " does not exist; see the folder recipes/", missing);
        } catch (IOException unreadable) {
            throw new RecipeException(origin + " can't be read: " + unreadable, unreadable);
        }
    }

    /**
     * Tells the line of a key that was found wrong after the recipe had been read, where the file itself says its value.
     *
     * @param overrides that the recipe was read with
     */
    public static RecipeException located(Path file, Overrides overrides, RecipeException wrong) {
        if (wrong.maybeKey().isEmpty()) {
            return wrong;
        }
        String origin = "recipe " + file;
        try (JsonParser parser = YAML.getFactory().createParser(textOf(file, origin))) {
            RecipeKeys keys = RecipeKeys.read(parser);
            overrides.values().keySet().forEach(keys::replaced);
            return new RecipeException(
                    origin + ", " + keys.where(wrong.maybeKey().get()) + wrong.getMessage(), wrong);
        } catch (RecipeException | IOException changed) {
            // the file is no longer the one that was read
            return wrong;
        }
    }

    /**
     * Reads a recipe from a text.
     *
     * @param origin what messages begin with, such as {@code recipe mine.yaml}
     * @throws RecipeException naming the origin, the line, what was found, and what is allowed
     */
    public static Recipe parse(String text, String origin, Overrides overrides) throws RecipeException {
        try {
            return parse(text, overrides);
        } catch (RecipeException wrong) {
            throw new RecipeException(origin + ", " + wrong.getMessage(), wrong.getCause());
        } catch (JsonProcessingException malformed) {
            String line =
                    malformed.getLocation() == null || malformed.getLocation().getLineNr() < 1
                            ? ""
                            : "line " + malformed.getLocation().getLineNr() + ": ";
            throw new RecipeException(
                    origin + ", " + line + "no proper YAML: "
                            + malformed.getOriginalMessage().lines().findFirst().orElse(""),
                    malformed);
        } catch (IOException impossible) {
            throw new RecipeException(origin + " can't be read: " + impossible, impossible);
        }
    }

    /** The message of its {@link RecipeException} begins with the line. */
    private static Recipe parse(String text, Overrides overrides) throws IOException, RecipeException {
        RecipeKeys keys;
        try (JsonParser parser = YAML.getFactory().createParser(text)) {
            keys = RecipeKeys.read(parser);
        }
        if (!(YAML.readTree(text) instanceof ObjectNode tree)) {
            throw new RecipeException("expected keys and values, found none; see the folder recipes/");
        }
        for (Map.Entry<String, String> override : overrides.values().entrySet()) {
            set(tree, override.getKey(), override.getValue());
            keys.replaced(override.getKey());
        }
        keys.check(tree);
        return recipe(tree, keys);
    }

    private static Recipe recipe(ObjectNode tree, RecipeKeys keys) throws IOException, RecipeException {
        try {
            Recipe recipe = YAML.treeToValue(tree, Recipe.class);
            keys.requireAll(tree);
            return recipe;
        } catch (ValueInstantiationException impossible) {
            // what is missing arrives at the constructors as null or 0, which would be told as a wrong value
            keys.requireAll(tree);
            throw new RecipeException(problem(keys, impossible), impossible);
        } catch (MismatchedInputException wrong) {
            String key = key(wrong);
            throw new RecipeException(
                    keys.where(key) + key + expected(wrong.getTargetType()) + found(wrong, tree, key), wrong);
        }
    }

    /** Puts a value at a path of keys, making the objects on the way. */
    private static void set(ObjectNode tree, String path, String value) throws RecipeException {
        if (path.equals(Overrides.NOISE)
                && TaskName.CLASSIFY_FRAME.text().equals(tree.path("task").asText())) {
            return;
        }
        String[] keys = path.split("\\.", -1);
        ObjectNode at = tree;
        for (int i = 0; i < keys.length - 1; i++) {
            JsonNode inner = at.get(keys[i]);
            at = inner instanceof ObjectNode object ? object : at.putObject(keys[i]);
        }
        try {
            JsonNode read = YAML.readTree(value);
            at.set(keys[keys.length - 1], read.isMissingNode() ? NullNode.getInstance() : read);
        } catch (IOException malformed) {
            throw new RecipeException("the value given for " + path + " is no proper YAML: '" + value + "'", malformed);
        }
    }

    private static String problem(RecipeKeys keys, ValueInstantiationException impossible) {
        return impossible.getCause() instanceof WrongValue wrong
                ? keys.where(wrong.key()) + wrong.getMessage()
                : String.valueOf(impossible.getCause());
    }

    private static String key(JsonMappingException wrong) {
        StringBuilder key = new StringBuilder();
        for (JsonMappingException.Reference at : wrong.getPath()) {
            if (at.getFieldName() == null) {
                key.append('[').append(at.getIndex()).append(']');
            } else {
                key.append(key.isEmpty() ? "" : ".").append(at.getFieldName());
            }
        }
        return key.toString();
    }

    /** @param type null where the reader of YAML does not tell it */
    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return " has a wrong value";
        }
        if (type.isEnum()) {
            return " must be one of " + RecipeTypes.spellings(type);
        }
        if (RecipeTypes.hasKeys(type)) {
            return " must have keys of its own";
        }
        if (List.class.isAssignableFrom(type)) {
            return " must be a list, such as [1, 2]";
        }
        if (type == boolean.class) {
            return " must be true or false";
        }
        boolean number = type == double.class || type == Double.class;
        return RecipeTypes.isWhole(type)
                ? " must be a whole number"
                : number ? " must be a number" : " must be a single text";
    }

    private static String found(MismatchedInputException wrong, JsonNode tree, String key) {
        if (wrong instanceof InvalidFormatException value) {
            return ", found '" + value.getValue() + "'";
        }
        JsonNode at = tree.at("/" + key.replace('.', '/').replace("[", "/").replace("]", ""));
        return at.isMissingNode() ? "" : ", found '" + at + "'";
    }

    /** The recipe as YAML text, its defaults spelt out. */
    public static String text(Recipe recipe) {
        try {
            return YAML.writeValueAsString(recipe);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a recipe has no YAML form", impossible);
        }
    }
}
