package io.limpid.direct.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.limpid.direct.tensor.Tensor;
import io.limpid.direct.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One input of a request: what its JSON object says, and the tensor that this and its binary data make. */
final class InputReading {
    private static final int MOST_DIMENSIONS = 8;

    private String name = "";
    private @Nullable List<Long> shape;
    private String datatype = "";
    private @Nullable TensorData data;
    private long binarySize = -1;

    /** @param json at the object's begin */
    static InputReading read(JsonParser json) throws IOException {
        InputReading input = new InputReading();
        JsonFields.each(json, "an input", key -> {
            switch (key) {
                case "name" -> input.name = JsonFields.text(json, "name");
                case "datatype" -> input.datatype = JsonFields.text(json, "datatype");
                case "shape" -> input.shape = dimensions(json);
                case "data" -> input.data = TensorData.read(json, input.name);
                case "parameters" ->
                    JsonFields.each(json, "parameters", parameter -> {
                        if (parameter.equals("binary_data_size")) {
                            input.binarySize = JsonFields.whole(json, "binary_data_size");
                        } else {
                            json.skipChildren();
                        }
                    });
                default -> json.skipChildren();
            }
        });
        return input;
    }

    private static List<Long> dimensions(JsonParser json) throws IOException {
        List<Long> shape = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Malformed.request(
                    "expected 'shape' to be an array of numbers, found " + Malformed.kind(json.currentToken()));
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            shape.add(JsonFields.whole(json, "shape"));
            if (shape.size() > MOST_DIMENSIONS) {
                throw Malformed.request("expected a 'shape' of at most " + MOST_DIMENSIONS + " dimensions");
            }
        }
        return shape;
    }

    /** @param binary at the data of this input; moved behind it */
    Tensor tensor(ByteBuffer binary) {
        if (name.isEmpty() || shape == null || shape.isEmpty()) {
            throw Malformed.request("expected inputs with a 'name' and a 'shape', found input '" + name
                    + "' with shape " + (shape == null ? "none" : shape));
        }
        if (expected() > Integer.MAX_VALUE) {
            throw Malformed.request("input '%s': the shape %s is too large, expected one of at most %d values"
                    .formatted(name, shape, Integer.MAX_VALUE));
        }
        if (!datatype.equals(TensorSpec.DATATYPE)) {
            throw Malformed.request(
                    "input '%s': expected datatype %s, found '%s'".formatted(name, TensorSpec.DATATYPE, datatype));
        }
        if ((data == null) == (binarySize < 0)) {
            throw Malformed.request("input '%s': expected either 'data' or the parameter 'binary_data_size', found %s"
                    .formatted(name, data == null ? "neither" : "both"));
        }
        float[] values = data == null ? floats(binary) : numbers(data);
        requireFinite(values);
        return Tensor.of(name, shape, values);
    }

    private float[] numbers(TensorData numbers) {
        float[] values = numbers.values();
        if (values.length != expected() || !numbers.fits(shape)) {
            throw Malformed.request(
                    "input '%s': expected %d values for shape %s, flat or nested as the shape, found %d in %s"
                            .formatted(name, expected(), shape, values.length, numbers.lengths()));
        }
        return values;
    }

    private float[] floats(ByteBuffer binary) {
        if (binarySize % Float.BYTES != 0 || binarySize / Float.BYTES != expected()) {
            throw Malformed.request(
                    "input '%s': expected a binary_data_size of 4 bytes for each of the %d values of shape %s, found %d"
                            .formatted(name, expected(), shape, binarySize));
        }
        if (binarySize > binary.remaining()) {
            throw Malformed.request("input '%s': expected %d bytes of binary data after the JSON, found %d"
                    .formatted(name, binarySize, binary.remaining()));
        }
        float[] values = new float[(int) expected()];
        binary.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        binary.position(binary.position() + values.length * Float.BYTES);
        return values;
    }

    private long expected() {
        return TensorSpec.valuesIn(shape);
    }

    private void requireFinite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw Malformed.request(
                        "input '%s': expected finite values, found %s at index %d".formatted(name, values[i], i));
            }
        }
    }
}
