package io.limpid.quickstart.grid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;

/** Values as YAML texts on one line, which mean the same to the trainer as they did in the file or on the command line. */
final class YamlValues {
    private static final ObjectMapper JSON = new ObjectMapper();

    private YamlValues() {}

    /** As short as can be: quoted only where the bare text would mean something else. */
    static String text(JsonNode value) {
        String bare = value.asText();
        return value.isTextual() && isItself(bare, value) ? bare : json(value);
    }

    static List<String> texts(Iterable<JsonNode> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(text(value)));
        return texts;
    }

    private static boolean isItself(String bare, JsonNode value) {
        try {
            return value.equals(YamlFile.YAML.readTree(bare));
        } catch (JsonProcessingException special) {
            return false;
        }
    }

    private static String json(JsonNode value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree has a JSON form", impossible);
        }
    }

    /**
     * The values behind {@code key=} on the command line, with commas between them; a value with commas of its own has brackets or
     * quotes, as in YAML.
     *
     * @throws CommandFailure when they are no proper YAML
     */
    static List<String> list(String key, String typed) {
        try {
            return texts(YamlFile.YAML.readTree("[" + typed + "]"));
        } catch (JsonProcessingException malformed) {
            throw CommandFailure.badInput(
                    "the values of " + key + " are no proper YAML: '" + typed + "'",
                    "write them with commas between, such as 1,3,5 or \"a, b\",\"c\"");
        }
    }
}
