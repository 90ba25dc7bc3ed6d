package io.limpid.quickstart.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file into records, and refuses it with the line where it is wrong. */
public final class YamlFile {
    /** Decimal numbers stay as they were written: 0.0001 and not 1.0E-4. */
    public static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .addModule(new ParameterNamesModule())
            .build();

    private YamlFile() {}

    /**
     * Reads a document.
     *
     * @param kind what such a file is called, for messages
     * @param example a proper file of that kind
     * @throws CommandFailure naming the file, the line and what is wrong there
     */
    public static <T> T read(Path file, Class<T> type, String kind, String example) {
        try {
            T document = YAML.readValue(Files.readString(file), type);
            if (document == null) {
                throw wrong(kind, file, "it is empty", "compare it with " + example);
            }
            return document;
        } catch (UnrecognizedPropertyException unknown) {
            throw wrong(
                    kind,
                    file,
                    "line " + unknown.getLocation().getLineNr() + ": unknown key '" + unknown.getPropertyName() + "'",
                    "use keys of " + unknown.getKnownPropertyIds());
        } catch (JsonProcessingException malformed) {
            int line = malformed.getLocation() == null
                    ? 1
                    : malformed.getLocation().getLineNr();
            throw wrong(kind, file, "line " + line + ": " + reason(malformed), "compare it with " + example);
        } catch (IOException unreadable) {
            throw wrong(kind, file, "it can't be read: " + unreadable, "compare it with " + example);
        }
    }

    /** A record that refuses its values says why itself. */
    private static String reason(JsonProcessingException malformed) {
        String told = malformed instanceof ValueInstantiationException && malformed.getCause() != null
                ? malformed.getCause().getMessage()
                : malformed.getOriginalMessage();
        return String.valueOf(told).lines().findFirst().orElse("no proper YAML");
    }

    /** For what is found wrong later. */
    public static CommandFailure wrong(String kind, Path file, String what, String nextStep) {
        return CommandFailure.badInput(kind + " " + file + ": " + what, nextStep);
    }
}
