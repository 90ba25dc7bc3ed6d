package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;

/**
 * Multiplies by constants inside what gradients are taken of. The way back reads the constant again, and
 * {@link NDArray#mul(Number)} and {@link NDArray#div(Number)} of the PyTorch engine have given its memory back to Java's garbage
 * collector by then: gradients would come out scaled by whatever lies there.
 */
public final class Scaling {
    private Scaling() {}

    /** The values times the factor, which lives as long as the values' manager. */
    public static NDArray times(NDArray values, double factor) {
        return values.mul(values.getManager().create((float) factor));
    }
}
