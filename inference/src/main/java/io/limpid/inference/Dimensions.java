package io.limpid.inference;

import java.nio.FloatBuffer;

/** Small checks on tensors that models share. */
final class Dimensions {
    private Dimensions() {}

    static int fixed(String what, long dimension) throws ModelRejectedException {
        if (dimension < 1) {
            throw new ModelRejectedException("expected a fixed size for " + what + ", found a dynamic one");
        }
        return Math.toIntExact(dimension);
    }

    /** 0 for a dynamic dimension. */
    static int orAny(long dimension) {
        return dimension < 1 ? 0 : Math.toIntExact(dimension);
    }

    /** Looks at all values without moving the buffer's position. */
    static void requireFinite(String model, String output, FloatBuffer values, int valuesEach)
            throws InferenceException {
        for (int i = 0; i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                throw new InferenceException(
                        "%s: expected finite values in output '%s', found %s for image %d of the batch"
                                .formatted(model, output, values.get(i), i / valuesEach));
            }
        }
    }
}
