package io.limpid.quickstart.compare;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a run's folder. What a run that has not ended lacks is left out; what is damaged is named. */
final class RunReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final TypeReference<Map<String, Double>> METRICS = new TypeReference<>() {};
    private static final Map<String, String> FACTS = Map.of(
            "name", "model",
            "task", "task",
            "data", "data set",
            "latentSpace", "latent space",
            "sha256", "SHA-256 of the model, its beginning",
            "size", "bytes of the model");

    /** Enough to tell files apart, and few enough for a table. */
    private static final int DIGITS = 16;

    private final Path folder;

    private RunReader(Path folder) {
        this.folder = folder;
    }

    /** @throws CommandFailure naming the file that is missing or damaged */
    static ComparedRun read(Path folder) {
        RunReader reader = new RunReader(folder);
        JsonNode recipe = reader.recipe();
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", recipe, flat);
        return new ComparedRun(
                folder,
                reader.tree("status.json").path("state").asText(),
                flat,
                reader.text("recipe.yaml"),
                reader.value("metrics.json", METRICS, Map.of()),
                reader.value("history.json", new TypeReference<>() {}, History.NONE),
                reader.provenance());
    }

    /** The name in the recipe of a run; empty where the folder is none of a run. */
    static String recipeName(Path folder) {
        try {
            return YAML.readTree(Files.readString(folder.resolve("recipe.yaml")))
                    .path("name")
                    .asText();
        } catch (IOException none) {
            return "";
        }
    }

    private JsonNode recipe() {
        try {
            JsonNode recipe = YAML.readTree(text("recipe.yaml"));
            if (recipe instanceof ObjectNode) {
                return recipe;
            }
            throw damaged("recipe.yaml", "it has no keys", null);
        } catch (IOException malformed) {
            throw damaged("recipe.yaml", malformed.getMessage(), malformed);
        }
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException missing) {
            throw CommandFailure.badInput(
                    folder + " is no run's folder: its " + name + " can't be read",
                    "name runs by id, by folder, or by recipe");
        }
    }

    private JsonNode tree(String name) {
        return value(name, new TypeReference<>() {}, MissingNode.getInstance());
    }

    private <T> T value(String name, TypeReference<T> type, T otherwise) {
        try {
            T value = JSON.readValue(Files.readAllBytes(folder.resolve(name)), type);
            if (value == null) {
                throw damaged(name, "it says null", null);
            }
            return value;
        } catch (NoSuchFileException absent) {
            return otherwise;
        } catch (IOException malformed) {
            throw damaged(name, malformed.getMessage(), malformed);
        }
    }

    private CommandFailure damaged(String name, String why, Exception cause) {
        return CommandFailure.failed(
                "the run " + folder + " is damaged: " + name + ": "
                        + why.lines().findFirst().orElse(""),
                "leave it out, or train it again",
                cause);
    }

    private Map<String, String> provenance() {
        JsonNode model = tree("model.json");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("folder", folder.toString());
        for (String key : List.of("name", "task", "data", "latentSpace", "sha256", "size")) {
            String value = model.path(key).asText();
            if (!value.isEmpty()) {
                facts.put(
                        FACTS.get(key),
                        key.equals("sha256") ? value.substring(0, Math.min(DIGITS, value.length())) : value);
            }
        }
        return facts;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> flat) {
        if (node instanceof ObjectNode object) {
            object.fields()
                    .forEachRemaining(each -> flatten(
                            path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue(), flat));
        } else {
            flat.put(path, node.isArray() ? node.toString() : node.asText());
        }
    }
}
