package io.limpid.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.limpid.onnx.OnnxGraph;
import io.limpid.trainer.network.Layers.Convolution;
import java.util.List;

/**
 * Self-attention over the positions of a map (Zhang et al., 2019, SAGAN): each position takes up the values of all others, weighted by
 * the softmax of its query with their keys, and the result is added to the input, times a factor gamma that starts at 0. Time and
 * memory grow with the square of height · width.
 *
 * @param channels of the map, a multiple of 8; queries and keys have an eighth of them
 */
public record SelfAttention(int channels) implements Layer {
    private static final int REDUCTION = 8;

    public SelfAttention {
        if (channels < REDUCTION || channels % REDUCTION != 0) {
            throw new IllegalArgumentException(
                    "expected channels in a multiple of " + REDUCTION + " for self-attention, found " + channels);
        }
    }

    Convolution toQueries() {
        return Convolution.same(channels, reduced(), 1);
    }

    Convolution toKeys() {
        return Convolution.same(channels, reduced(), 1);
    }

    Convolution toValues() {
        return Convolution.same(channels, channels, 1);
    }

    private int reduced() {
        return channels / REDUCTION;
    }

    @Override
    public Block block() {
        return new SelfAttentionBlock(this);
    }

    @Override
    public Shape outputShape(Shape input) {
        toValues().outputShape(input);
        return input;
    }

    @Override
    public long parameterCount() {
        return toQueries().parameterCount()
                + toKeys().parameterCount()
                + toValues().parameterCount()
                + 1;
    }

    @Override
    public long multiplyAdds(Shape input) {
        long positions = input.get(2) * input.get(3);
        long products = input.get(0) * positions * positions * (reduced() + channels);
        return products
                + toQueries().multiplyAdds(input)
                + toKeys().multiplyAdds(input)
                + toValues().multiplyAdds(input);
    }

    @Override
    public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
        exportFlat(
                graph,
                name + ".queries",
                toQueries(),
                input,
                trained.getChildren().get(0).getValue());
        exportFlat(
                graph,
                name + ".keys",
                toKeys(),
                input,
                trained.getChildren().get(1).getValue());
        exportFlat(
                graph,
                name + ".values",
                toValues(),
                input,
                trained.getChildren().get(2).getValue());
        // weights [batch,query,key]; values [batch,C,key] times their transpose gives [batch,C,query]
        swapped(graph, name + ".queries.flat", name + ".queries.swapped");
        graph.node("MatMul", List.of(name + ".queries.swapped", name + ".keys.flat"), name + ".energies")
                .node("Softmax", List.of(name + ".energies"), name + ".weights", OnnxGraph.integer("axis", 2));
        swapped(graph, name + ".weights", name + ".weights.swapped");
        graph.node("MatMul", List.of(name + ".values.flat", name + ".weights.swapped"), name + ".mixed")
                .node("Shape", List.of(input), name + ".dimensions")
                .node("Reshape", List.of(name + ".mixed", name + ".dimensions"), name + ".map")
                .weight(name + ".gamma", Weights.of(trained, "gamma").toFloatArray(), 1)
                .node("Mul", List.of(name + ".map", name + ".gamma"), name + ".attention")
                .node("Add", List.of(input, name + ".attention"), output);
    }

    private static void exportFlat(OnnxGraph graph, String name, Convolution layer, String input, Block trained) {
        layer.export(graph, name, input, name + ".map", trained);
        // 0 keeps the axis of the input, -1 takes all that is left
        graph.integers(name + ".axes", 0, layer.out(), -1)
                .node("Reshape", List.of(name + ".map", name + ".axes"), name + ".flat");
    }

    private static void swapped(OnnxGraph graph, String input, String output) {
        graph.node("Transpose", List.of(input), output, OnnxGraph.ints("perm", 0, 2, 1));
    }
}
