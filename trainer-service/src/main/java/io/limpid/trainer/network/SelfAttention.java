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
import io.limpid.onnx.OnnxGraph;
import java.util.List;

/**
 * Self-attention over the positions of a map (Zhang, Goodfellow, Metaxas and Odena, 2019): x + γ·attention(x), where γ starts at 0.
 *
 * @param channels of the map; queries and keys have an eighth of them
 */
public record SelfAttention(int channels) implements Layer {
    private static final int QUERIES = 8;

    private int keys() {
        return Math.max(1, channels / QUERIES);
    }

    private Layers.Convolution projection(int out) {
        return new Layers.Convolution(channels, out, 1, 1, 0);
    }

    @Override
    public Block block() {
        return new AttentionBlock(this);
    }

    @Override
    public long multiplyAdds(Shape input, Shape output) {
        long positions = input.get(2) * input.get(3);
        return positions * channels * (2L * keys() + channels) + positions * positions * (keys() + channels);
    }

    @Override
    public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
        List<Block> parts = trained.getChildren().values();
        String[] names = {"query", "key", "value"};
        for (int i = 0; i < names.length; i++) {
            int out = i == 2 ? channels : keys();
            String map = name + "." + names[i];
            projection(out).export(graph, map, input, map + ".map", parts.get(i));
            graph.integers(map + ".shape", 0, out, -1)
                    .node("Reshape", List.of(map + ".map", map + ".shape"), map + ".rows");
        }
        graph.node("Transpose", List.of(name + ".query.rows"), name + ".queries", OnnxGraph.ints("perm", 0, 2, 1))
                .node("MatMul", List.of(name + ".queries", name + ".key.rows"), name + ".energy")
                .node("Softmax", List.of(name + ".energy"), name + ".weights", OnnxGraph.integer("axis", 2))
                .node("Transpose", List.of(name + ".weights"), name + ".turned", OnnxGraph.ints("perm", 0, 2, 1))
                .node("MatMul", List.of(name + ".value.rows", name + ".turned"), name + ".mixed")
                .node("Shape", List.of(input), name + ".shape")
                .node("Reshape", List.of(name + ".mixed", name + ".shape"), name + ".attention")
                .weight(name + ".gamma", Weights.of(trained, "gamma").toFloatArray(), 1)
                .node("Mul", List.of(name + ".attention", name + ".gamma"), name + ".scaled")
                .node("Add", List.of(input, name + ".scaled"), output);
    }

    /** See {@link SelfAttention}. */
    static final class AttentionBlock extends AbstractBlock {
        private final Block query;
        private final Block key;
        private final Block value;
        private final Parameter gamma;

        AttentionBlock(SelfAttention layer) {
            query = addChildBlock("query", layer.projection(layer.keys()).block());
            key = addChildBlock("key", layer.projection(layer.keys()).block());
            value = addChildBlock("value", layer.projection(layer.channels()).block());
            gamma = addParameter(Parameter.builder()
                    .setName("gamma")
                    .setType(Parameter.Type.OTHER)
                    .optShape(new Shape(1))
                    .optInitializer(Initializer.ZEROS)
                    .build());
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
            for (Block child : List.of(query, key, value)) {
                child.initialize(manager, type, inputShapes);
            }
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
            NDArray map = inputs.singletonOrThrow();
            NDArray queries = rows(query, store, inputs, training).transpose(0, 2, 1);
            NDArray weights =
                    queries.batchMatMul(rows(key, store, inputs, training)).softmax(2);
            NDArray mixed = rows(value, store, inputs, training).batchMatMul(weights.transpose(0, 2, 1));
            NDArray strength = store.getValue(gamma, map.getDevice(), training);
            return new NDList(map.add(mixed.reshape(map.getShape()).mul(strength)));
        }

        /** One row a channel, one column a position. */
        private static NDArray rows(Block projection, ParameterStore store, NDList map, boolean training) {
            NDArray projected = projection.forward(store, map, training).singletonOrThrow();
            Shape shape = projected.getShape();
            return projected.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes;
        }
    }
}
