package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

final class VariationalLinearBlock extends AbstractBlock implements Penalised {
    private final VariationalLinear layer;
    private final Block means;
    private final Block logVariances;
    private @Nullable NDArray penalty;

    VariationalLinearBlock(VariationalLinear layer) {
        this.layer = layer;
        this.means = addChildBlock("means", layer.toMeans().block());
        this.logVariances = addChildBlock("logVariances", layer.toLogVariances().block());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        getChildren().values().forEach(child -> child.initialize(manager, dataType, inputShapes));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDList mean = means.forward(store, inputs, training);
        penalty = null;
        return training
                ? new NDList(drawn(
                        mean.singletonOrThrow(),
                        logVariances.forward(store, inputs, true).singletonOrThrow()))
                : mean;
    }

    private NDArray drawn(NDArray mean, NDArray logVariance) {
        penalty = divergence(mean, logVariance);
        NDArray noise = mean.getManager().randomNormal(mean.getShape());
        return mean.add(Scaling.times(logVariance, 0.5).exp().mul(noise));
    }

    /** ½ Σ (mean² + variance − log variance − 1), the mean over the batch. */
    private static NDArray divergence(NDArray mean, NDArray logVariance) {
        NDArray each = mean.square().add(logVariance.exp()).sub(logVariance).sub(1);
        return Scaling.times(each.sum(new int[] {1}).mean(), 0.5);
    }

    @Override
    public NDArray takePenalty() {
        NDArray taken = penalty;
        if (taken == null) {
            throw new IllegalStateException("expected a forward pass in training before its penalty is taken");
        }
        penalty = null;
        return taken;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {layer.outputShape(inputShapes[0])};
    }
}
