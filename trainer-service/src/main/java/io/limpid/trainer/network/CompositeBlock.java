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
import java.util.function.BinaryOperator;

/** A composite layer: its input goes through the body, and both are joined. */
final class CompositeBlock extends AbstractBlock {
    private final Layer layer;
    private final Block body;
    private final BinaryOperator<NDArray> join;

    /** @param join of the input and what the body makes of it, in this order */
    CompositeBlock(Layer layer, BinaryOperator<NDArray> join) {
        this.layer = layer;
        this.body = addChildBlock("body", Chain.block(layer.body()));
        this.join = join;
    }

    /** The body of a trained composite block. */
    static Block bodyOf(Block trained) {
        return trained.getChildren().get(0).getValue();
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        body.initialize(manager, dataType, inputShapes);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray input = inputs.singletonOrThrow();
        return new NDList(
                join.apply(input, body.forward(store, inputs, training).singletonOrThrow()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {layer.outputShape(inputShapes[0])};
    }
}
