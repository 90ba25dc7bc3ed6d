package io.limpid.trainer.recipe;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Reads and writes recipes as YAML. */
public final class RecipeFile {
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private RecipeFile() {}

    /** @throws RecipeException naming the file, the line, what was found, and what is allowed */
    public static Recipe read(Path file) throws RecipeException {
        try {
            return YAML.readValue(Files.readAllBytes(file), Recipe.class);
        } catch (NoSuchFileException missing) {
            throw new RecipeException("recipe " + file + " does not exist; see the folder recipes/", missing);
        } catch (UnrecognizedPropertyException unknown) {
            throw new RecipeException(
                    at(file, unknown) + "unknown key '" + unknown.getPropertyName() + "'; allowed here: "
                            + unknown.getKnownPropertyIds(),
                    unknown);
        } catch (InvalidFormatException wrong) {
            throw new RecipeException(
                    at(file, wrong) + "unexpected value '" + wrong.getValue() + "'" + allowed(wrong), wrong);
        } catch (ValueInstantiationException impossible) {
            throw new RecipeException(
                    at(file, impossible) + impossible.getCause().getMessage(), impossible);
        } catch (JsonProcessingException malformed) {
            throw new RecipeException(at(file, malformed) + malformed.getOriginalMessage(), malformed);
        } catch (IOException unreadable) {
            throw new RecipeException("recipe " + file + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String allowed(InvalidFormatException wrong) {
        Class<?> type = wrong.getTargetType();
        if (!type.isEnum()) {
            return ", expected " + type.getSimpleName();
        }
        return ", allowed: "
                + Arrays.stream(type.getEnumConstants())
                        .map(value -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
    }

    private static String at(Path file, JsonProcessingException problem) {
        JsonLocation location = problem.getLocation();
        return "recipe " + file + (location == null ? ": " : ", line " + location.getLineNr() + ": ");
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
