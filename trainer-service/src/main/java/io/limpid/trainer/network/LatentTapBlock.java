package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** Keeps the latent vectors of the last forward pass, for as long as their manager lives. */
final class LatentTapBlock extends AbstractBlock {
    private final LatentTap layer;
    private @Nullable NDArray seen;

    LatentTapBlock(LatentTap layer) {
        this.layer = layer;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        seen = inputs.singletonOrThrow();
        return inputs;
    }

    /** The latent vectors, {@code [batch,L]}, of the forward pass just done; once. */
    NDArray take() {
        NDArray taken = seen;
        if (taken == null) {
            throw new IllegalStateException("expected a forward pass before its latent vectors are taken");
        }
        seen = null;
        return layer.pooled() ? meanOverPositions(taken) : taken;
    }

    private static NDArray meanOverPositions(NDArray map) {
        return map.reshape(map.getShape().get(0), map.getShape().get(1), -1).mean(new int[] {2});
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {layer.outputShape(inputShapes[0])};
    }
}
