package io.limpid.direct.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.limpid.direct.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads inference requests: JSON, and the binary data of their inputs behind it. Keys that it doesn't know are passed over. */
final class InferRequestReader {
    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    /** NaN and Infinity are read, so that they are refused like values of binary data: by their input and index. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** What the parser tells those who configure it; a caller can't. */
    private static final Pattern ADVICE = Pattern.compile(
            ":? enable `?JsonReadFeature.*|\\(not recognized as one since Feature[^)]*\\)|, from `[^`]*`",
            Pattern.DOTALL);

    private String id = "";
    private boolean binary;
    private final List<InputReading> inputs = new ArrayList<>();
    private final List<RequestedOutput> outputs = new ArrayList<>();

    private InferRequestReader() {}

    /**
     * @param jsonLength the header's text: how many bytes of the body are JSON; empty where there is none, which means all
     * @throws io.limpid.direct.RefusedCall with status 400 for whatever is not a request
     */
    static InferRequest read(byte[] body, Optional<String> jsonLength) {
        int length = jsonLength.map(text -> length(text, body.length)).orElse(body.length);
        InferRequestReader reader = new InferRequestReader();
        try (JsonParser json = JSON.createParser(body, 0, length)) {
            reader.read(json);
        } catch (JsonProcessingException malformed) {
            throw Malformed.request("expected JSON, found" + place(malformed.getLocation()) + ": "
                    + ADVICE.matcher(malformed.getOriginalMessage())
                            .replaceAll("")
                            .strip());
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
        ByteBuffer behind = ByteBuffer.wrap(body, length, body.length - length);
        return reader.request(behind);
    }

    /** The parser tells none where a number has too many digits. */
    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static int length(String text, int body) {
        try {
            int length = Integer.parseInt(text.strip());
            if (length >= 0 && length <= body) {
                return length;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number out of range
        }
        throw Malformed.request("expected header %s to be from 0 to the %d bytes of the body, found '%s'"
                .formatted(JSON_LENGTH, body, text));
    }

    private void read(JsonParser json) throws IOException {
        json.nextToken();
        JsonFields.each(json, "the request", key -> {
            switch (key) {
                case "id" -> id = JsonFields.text(json, "id");
                case "inputs" -> each(json, "inputs", () -> inputs.add(InputReading.read(json)));
                case "outputs" -> each(json, "outputs", () -> outputs.add(output(json)));
                case "parameters" ->
                    JsonFields.each(json, "parameters", parameter -> {
                        if (parameter.equals("binary_data_output")) {
                            binary = JsonFields.flag(json, parameter);
                        } else {
                            json.skipChildren();
                        }
                    });
                default -> json.skipChildren();
            }
        });
        if (json.nextToken() != null) {
            throw Malformed.request("expected one JSON object, found " + Malformed.kind(json.currentToken())
                    + " behind it; binary data needs the header " + JSON_LENGTH);
        }
    }

    private interface Element {
        void read() throws IOException;
    }

    private static void each(JsonParser json, String key, Element element) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Malformed.request(
                    "expected '" + key + "' to be an array, found " + Malformed.kind(json.currentToken()));
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    private static RequestedOutput output(JsonParser json) throws IOException {
        String[] name = {""};
        Boolean[] binary = {null};
        JsonFields.each(json, "an output", key -> {
            switch (key) {
                case "name" -> name[0] = JsonFields.text(json, "name");
                case "parameters" ->
                    JsonFields.each(json, "parameters", parameter -> {
                        if (parameter.equals("binary_data")) {
                            binary[0] = JsonFields.flag(json, parameter);
                        } else {
                            json.skipChildren();
                        }
                    });
                default -> json.skipChildren();
            }
        });
        return new RequestedOutput(name[0], Optional.ofNullable(binary[0]));
    }

    private InferRequest request(ByteBuffer behind) {
        List<Tensor> tensors = new ArrayList<>();
        for (InputReading input : inputs) {
            tensors.add(input.tensor(behind));
        }
        if (behind.hasRemaining()) {
            throw Malformed.request("expected as much binary data as the inputs' binary_data_size say, found "
                    + behind.remaining() + " bytes more");
        }
        return new InferRequest(id, tensors, outputs, binary);
    }
}
