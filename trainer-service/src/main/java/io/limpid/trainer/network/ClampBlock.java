package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;

/** See {@link Layers.Clamp}. */
final class ClampBlock extends ShapeKeepingBlock {
    @Override
    NDArray forward(NDArray input, boolean training) {
        return training ? input : input.clip(0, 1);
    }
}
