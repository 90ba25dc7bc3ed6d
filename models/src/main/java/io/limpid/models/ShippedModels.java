package io.limpid.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The models that come with Limpid, read from the class path: below {@code io/limpid/models}, the file {@value #INDEX} names them, and
 * each has a folder with {@value #FILE}, {@value #DESCRIPTION} and {@value #CARD}.
 */
public final class ShippedModels {
    /** Names, one a line, in the order they are published: of two that take the same images, the later goes first. */
    public static final String INDEX = "models.txt";

    public static final String FILE = "model.onnx";
    public static final String DESCRIPTION = "model.json";
    public static final String CARD = "CARD.md";
    /** Of all files together, in bytes. */
    public static final long MOST_BYTES = 12_000_000;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private ShippedModels() {}

    /** All of them, in the order they are published. */
    public static List<ShippedModel> all() {
        return text(INDEX)
                .lines()
                .filter(name -> !name.isBlank())
                .map(name -> parse(text(name + "/" + DESCRIPTION)))
                .toList();
    }

    public static Optional<ShippedModel> named(String name) {
        return all().stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** The model's ONNX file. */
    public static byte[] file(ShippedModel model) {
        return read(model.name() + "/" + FILE);
    }

    /** What it is for, what it was trained on, its figures and limits, as Markdown. */
    public static String card(ShippedModel model) {
        return text(model.name() + "/" + CARD);
    }

    /** The description as it stands in a model's folder. */
    public static String json(ShippedModel model) {
        try {
            return JSON.writeValueAsString(model) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts and numbers can be written", impossible);
        }
    }

    static ShippedModel parse(String json) {
        try {
            return JSON.readValue(json, ShippedModel.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException(
                    "expected the description of a model that comes with Limpid, found: " + damaged.getMessage(),
                    damaged);
        }
    }

    private static String text(String name) {
        return new String(read(name), StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) {
        try (InputStream in = ShippedModels.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("io/limpid/models/" + name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
