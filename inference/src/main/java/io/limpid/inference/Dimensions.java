package io.limpid.inference;

import java.nio.FloatBuffer;

/** Small checks on tensors that models share. */
final class Dimensions {
    /** Values of one input or output of one image: 64 MiB, above any picture that is decoded. */
    static final int LARGEST = 1 << 24;

    /** Values of small images that run through a model at once, 16 MiB. */
    private static final int SMALL_AT_ONCE = 1 << 22;
    /** Values of larger ones, 1 MiB, unless one alone has more: a grey tile of the usual size. */
    private static final int LARGE_AT_ONCE = 1 << 18;

    private Dimensions() {}

    static int fixed(String what, long dimension) throws ModelRejectedException {
        if (dimension < 1) {
            throw new ModelRejectedException("expected a fixed size for " + what + ", found a dynamic one");
        }
        return orAny(what, dimension);
    }

    /** 0 for a dynamic dimension. */
    static int orAny(String what, long dimension) throws ModelRejectedException {
        if (dimension > LARGEST) {
            throw new ModelRejectedException("expected at most " + LARGEST + " for " + what + ", found " + dimension);
        }
        return dimension < 1 ? 0 : (int) dimension;
    }

    /** The channels, height and width of {@code image [batch,C,H,W]}. */
    static InputShape image(long[] dimensions) throws ModelRejectedException {
        int channels = fixed("the channels of the image", dimensions[1]);
        int height = orAny("the height of the image", dimensions[2]);
        int width = orAny("the width of the image", dimensions[3]);
        InputShape shape = InputShape.image(channels, height, width);
        if (shape.exampleValues() > LARGEST) {
            throw new ModelRejectedException("expected an image of at most " + LARGEST + " values, found " + shape);
        }
        return shape;
    }

    /**
     * How many images of so many values run at once: many small ones, few large ones. ONNX Runtime keeps the memory of its
     * largest run, and a network's activations are some hundred times its input.
     */
    static int atOnce(int maxBatch, int valuesEach) {
        int together = valuesEach <= Threading.SMALL ? SMALL_AT_ONCE : LARGE_AT_ONCE;
        return Math.max(1, Math.min(maxBatch, together / valuesEach));
    }

    /**
     * Looks at all values without moving the buffer's position.
     *
     * @param first the index, in the caller's list, of the image that the buffer begins with
     */
    static void requireFinite(String model, String output, FloatBuffer values, int valuesEach, int first)
            throws InferenceException {
        for (int i = 0; i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                throw new InferenceException(
                        "%s: expected finite values in output '%s', found %s for image %d of the batch"
                                .formatted(model, output, values.get(i), first + i / valuesEach));
            }
        }
    }
}
