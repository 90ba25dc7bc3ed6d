package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

final class SelfAttentionBlock extends AbstractBlock {
    private final SelfAttention layer;
    private final Block queries;
    private final Block keys;
    private final Block values;
    private final Parameter gamma;

    SelfAttentionBlock(SelfAttention layer) {
        this.layer = layer;
        this.queries = addChildBlock("queries", layer.toQueries().block());
        this.keys = addChildBlock("keys", layer.toKeys().block());
        this.values = addChildBlock("values", layer.toValues().block());
        this.gamma = addParameter(Parameter.builder()
                .setName("gamma")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(1))
                .optInitializer(Initializer.ZEROS)
                .build());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        getChildren().values().forEach(child -> child.initialize(manager, dataType, inputShapes));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray input = inputs.singletonOrThrow();
        NDArray weights = flat(queries, store, inputs, training)
                .transpose(0, 2, 1)
                .matMul(flat(keys, store, inputs, training))
                .softmax(2);
        NDArray mixed = flat(values, store, inputs, training).matMul(weights.transpose(0, 2, 1));
        NDArray factor = store.getValue(gamma, input.getDevice(), training);
        return new NDList(input.add(mixed.reshape(input.getShape()).mul(factor)));
    }

    /** {@code [batch,channels,positions]}. */
    private static NDArray flat(Block block, ParameterStore store, NDList inputs, boolean training) {
        NDArray map = block.forward(store, inputs, training).singletonOrThrow();
        return map.reshape(map.getShape().get(0), map.getShape().get(1), -1);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {layer.outputShape(inputShapes[0])};
    }
}
