package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** A layer without weights. */
final class FunctionBlock extends AbstractBlock {
    /** What the layer computes; the result must be attached to the input's manager. */
    @FunctionalInterface
    interface Function {
        NDArray apply(NDArray input, boolean training);
    }

    private final Layer layer;
    private final Function function;

    FunctionBlock(Layer layer, Function function) {
        this.layer = layer;
        this.function = function;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        return new NDList(function.apply(inputs.singletonOrThrow(), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {layer.outputShape(inputShapes[0])};
    }
}
