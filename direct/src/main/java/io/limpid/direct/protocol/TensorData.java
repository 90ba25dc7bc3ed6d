package io.limpid.direct.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the numbers of a tensor from JSON, flat or nested as its shape is, without a tree in between. */
final class TensorData {
    private static final int FIRST_CAPACITY = 1024;
    private static final int DEEPEST = 8;

    private final String tensor;
    private float[] values = new float[FIRST_CAPACITY];
    private int count;
    /** How many elements the arrays of each depth have, outermost first; all of one depth must have as many. */
    private final List<Long> lengths = new ArrayList<>();

    private TensorData(String tensor) {
        this.tensor = tensor;
    }

    /** @param json at the token after the key */
    static TensorData read(JsonParser json, String tensor) throws IOException {
        TensorData data = new TensorData(tensor);
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Malformed.request("'data' of input '%s': expected an array of numbers, found %s"
                    .formatted(tensor, Malformed.kind(json.currentToken())));
        }
        data.array(json, 0);
        return data;
    }

    private void array(JsonParser json, int depth) throws IOException {
        if (depth == DEEPEST) {
            throw Malformed.request("'data' of input '%s': expected arrays at most %d deep".formatted(tensor, DEEPEST));
        }
        if (lengths.size() == depth) {
            lengths.add(-1L);
        }
        long length = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                array(json, depth + 1);
            } else {
                requireLeaf(depth);
                add(number(json));
            }
            length++;
        }
        if (lengths.get(depth) >= 0 && lengths.get(depth) != length) {
            throw Malformed.request("'data' of input '%s': expected arrays of one length at depth %d, found %d and %d"
                    .formatted(tensor, depth + 1, lengths.get(depth), length));
        }
        lengths.set(depth, length);
    }

    private void requireLeaf(int depth) {
        if (lengths.size() > depth + 1) {
            throw Malformed.request(
                    "'data' of input '%s': expected numbers or arrays, found both side by side".formatted(tensor));
        }
    }

    private float number(JsonParser json) throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw Malformed.request("'data' of input '%s': expected numbers, found %s at index %d"
                    .formatted(tensor, Malformed.kind(json.currentToken()), count));
        }
        return (float) json.getDoubleValue();
    }

    private void add(float value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    /** Whether the arrays are one flat list, or nested as the shape says. */
    boolean fits(List<Long> shape) {
        return lengths.size() == 1 || lengths.equals(shape);
    }

    List<Long> lengths() {
        return List.copyOf(lengths);
    }

    float[] values() {
        return Arrays.copyOf(values, count);
    }
}
