package io.limpid.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import io.limpid.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/** Layers one after another. */
public final class Chain {
    private Chain() {}

    /** A new block of these layers, in order, one child a layer; not yet initialised. */
    public static SequentialBlock block(List<Layer> layers) {
        SequentialBlock block = new SequentialBlock();
        layers.forEach(layer -> block.add(layer.block()));
        return block;
    }

    static Shape outputShape(List<Layer> layers, Shape input) {
        Shape shape = input;
        for (Layer layer : layers) {
            shape = layer.outputShape(shape);
        }
        return shape;
    }

    static long parameterCount(List<Layer> layers) {
        return layers.stream().mapToLong(Layer::parameterCount).sum();
    }

    /** Values that the layers give, and those within them. */
    static long activationCount(List<Layer> layers, Shape input) {
        long sum = 0;
        Shape shape = input;
        for (Layer layer : layers) {
            sum += activationCount(layer.body(), shape);
            shape = layer.outputShape(shape);
            sum += shape.size();
        }
        return sum;
    }

    static long multiplyAdds(List<Layer> layers, Shape input) {
        long sum = 0;
        Shape shape = input;
        for (Layer layer : layers) {
            sum += layer.multiplyAdds(shape);
            shape = layer.outputShape(shape);
        }
        return sum;
    }

    /**
     * Adds the nodes of all layers that do something once trained.
     *
     * @param prefix of the layers' names, which a number follows
     * @param trained the block that {@link #block} made of these layers
     */
    static void export(OnnxGraph graph, String prefix, List<Layer> layers, String input, String output, Block trained) {
        List<Integer> kept = kept(layers);
        if (kept.isEmpty()) {
            graph.node("Identity", List.of(input), output);
        }
        String from = input;
        for (int index : kept) {
            String name = prefix + index;
            String to = index == kept.get(kept.size() - 1) ? output : name;
            layers.get(index)
                    .export(
                            graph,
                            name,
                            from,
                            to,
                            trained.getChildren().get(index).getValue());
            from = to;
        }
    }

    private static List<Integer> kept(List<Layer> layers) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (!layers.get(i).trainingOnly()) {
                kept.add(i);
            }
        }
        return kept;
    }
}
