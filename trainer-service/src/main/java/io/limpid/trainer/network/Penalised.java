package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.List;

/** A block that adds a term of its own to the loss. */
public interface Penalised {
    /**
     * The term of the forward pass in training just done: a scalar, the mean over the batch, attached to the manager of that pass's
     * input. It can be taken once.
     *
     * @throws IllegalStateException when there was no such pass
     */
    NDArray takePenalty();

    /** All such blocks within a network's block; empty for most networks. */
    static List<Penalised> within(Block block) {
        return BlockTree.find(block, Penalised.class).toList();
    }
}
