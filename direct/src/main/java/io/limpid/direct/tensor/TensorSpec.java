package io.limpid.direct.tensor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A tensor that a model takes or yields, of 32-bit floats.
 *
 * @param shape the first dimension is the batch; {@value #ANY} where any size will do
 */
public record TensorSpec(String name, List<Long> shape) {
    /** The only type of ours, as the protocol calls it. */
    public static final String DATATYPE = "FP32";

    public static final long ANY = -1;

    public TensorSpec {
        requireNonNull(name, "name");
        shape = List.copyOf(shape);
    }

    /** Whether a tensor of that shape is one of these. */
    public boolean accepts(List<Long> found) {
        if (found.size() != shape.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            boolean fits = shape.get(i) == ANY ? found.get(i) > 0 : shape.get(i).equals(found.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** The shape of the output that belongs to an input of that shape: any size means the input's. */
    public List<Long> shapeFor(List<Long> input) {
        List<Long> actual = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            actual.add(shape.get(i) == ANY ? input.get(i) : shape.get(i));
        }
        return actual;
    }

    /** How many values a tensor of that shape has; more than there can be in memory where that is beyond counting. */
    public static long valuesIn(List<Long> shape) {
        long values = 1;
        for (long dimension : shape) {
            values = values > Long.MAX_VALUE / Math.max(1, dimension) ? Long.MAX_VALUE : values * dimension;
        }
        return values;
    }
}
