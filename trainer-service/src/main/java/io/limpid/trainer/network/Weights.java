package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;

/** Finds a block's own parameters by name. */
final class Weights {
    private Weights() {}

    static NDArray of(Block block, String name) {
        if (!block.getDirectParameters().contains(name)) {
            throw new IllegalArgumentException(
                    "expected a parameter '" + name + "' in " + block.getClass().getSimpleName() + ", found "
                            + block.getDirectParameters().keys());
        }
        return block.getDirectParameters().get(name).getArray();
    }
}
