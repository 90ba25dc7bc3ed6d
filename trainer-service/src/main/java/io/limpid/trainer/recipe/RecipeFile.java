package io.limpid.trainer.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads and writes recipes as YAML. */
public final class RecipeFile {
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private RecipeFile() {}

    /** @throws RecipeException naming the file, the line, what was found, and what is allowed */
    public static Recipe read(Path file) throws RecipeException {
        try {
            return parse(Files.readAllBytes(file));
        } catch (RecipeException wrong) {
            throw new RecipeException("recipe " + file + ", " + wrong.getMessage(), wrong.getCause());
        } catch (NoSuchFileException missing) {
            throw new RecipeException("recipe " + file + " does not exist; see the folder recipes/", missing);
        } catch (JsonProcessingException malformed) {
            throw new RecipeException(
                    "recipe " + file + ", " + line(malformed) + "no proper YAML: "
                            + malformed.getOriginalMessage().lines().findFirst().orElse(""),
                    malformed);
        } catch (IOException unreadable) {
            throw new RecipeException("recipe " + file + " can't be read: " + unreadable, unreadable);
        }
    }

    /** The message of its {@link RecipeException} begins with the line. */
    private static Recipe parse(byte[] text) throws IOException, RecipeException {
        RecipeKeys keys;
        try (JsonParser parser = YAML.getFactory().createParser(text)) {
            keys = RecipeKeys.read(parser);
        }
        try {
            return YAML.readValue(text, Recipe.class);
        } catch (ValueInstantiationException impossible) {
            throw new RecipeException(problem(keys, impossible), impossible);
        } catch (MismatchedInputException wrong) {
            throw new RecipeException(line(wrong) + key(wrong) + expected(wrong.getTargetType()) + found(wrong), wrong);
        }
    }

    private static String problem(RecipeKeys keys, ValueInstantiationException impossible) {
        return impossible.getCause() instanceof WrongValue wrong
                ? keys.maybeLine(wrong.key()).map(line -> "line " + line + ": ").orElse("") + wrong.getMessage()
                : line(impossible) + impossible.getCause().getMessage();
    }

    private static String line(JsonProcessingException problem) {
        return problem.getLocation() == null
                ? ""
                : "line " + problem.getLocation().getLineNr() + ": ";
    }

    private static String key(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return " must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(value -> Recipe.yaml((Enum<?>) value))
                            .toList();
        }
        if (type.isRecord()) {
            return " must have keys of "
                    + Arrays.stream(type.getRecordComponents())
                            .map(component -> component.getName())
                            .toList();
        }
        return type == int.class || type == long.class
                ? " must be a whole number"
                : " must be a single " + type.getSimpleName();
    }

    private static String found(MismatchedInputException wrong) {
        return wrong instanceof InvalidFormatException value ? ", found '" + value.getValue() + "'" : "";
    }

    /** The recipe as YAML text. */
    public static String text(Recipe recipe) {
        try {
            return YAML.writeValueAsString(recipe);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a recipe has no YAML form", impossible);
        }
    }
}
