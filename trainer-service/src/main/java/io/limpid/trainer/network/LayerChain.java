package io.limpid.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import io.limpid.onnx.OnnxGraph;
import java.util.List;
import java.util.stream.Stream;

/** Layers one after another. */
final class LayerChain {
    private LayerChain() {}

    /** A block with one child a layer. */
    static SequentialBlock block(List<Layer> layers) {
        SequentialBlock block = new SequentialBlock();
        layers.forEach(layer -> block.add(layer.block()));
        return block;
    }

    /** @param chain the block of these layers */
    static void export(OnnxGraph graph, List<Layer> layers, Block chain, String name, String input, String output) {
        List<Block> blocks = chain.getChildren().values();
        String from = input;
        for (int i = 0; i < layers.size(); i++) {
            String own = name + i;
            String to = i == layers.size() - 1 ? output : own;
            layers.get(i).export(graph, own, from, to, blocks.get(i));
            from = to;
        }
    }

    static long multiplyAdds(List<Layer> layers, Block chain, Shape input) {
        List<Block> blocks = chain.getChildren().values();
        long sum = 0;
        Shape at = input;
        for (int i = 0; i < layers.size(); i++) {
            Shape next = blocks.get(i).getOutputShapes(new Shape[] {at})[0];
            sum += layers.get(i) instanceof Composite composite
                    ? multiplyAdds(composite.layers(), Composite.chain(blocks.get(i)), at)
                    : layers.get(i).multiplyAdds(at, next);
            at = next;
        }
        return sum;
    }

    /** The largest number of values that any layer yields for this input. */
    static long largest(List<Layer> layers, Block chain, Shape input) {
        List<Block> blocks = chain.getChildren().values();
        long largest = input.size();
        Shape at = input;
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Composite composite) {
                largest = Math.max(largest, largest(composite.layers(), Composite.chain(blocks.get(i)), at));
            }
            at = blocks.get(i).getOutputShapes(new Shape[] {at})[0];
            largest = Math.max(largest, at.size());
        }
        return largest;
    }

    /** All layers, those inside others included. */
    static Stream<Layer> all(List<Layer> layers) {
        return layers.stream()
                .flatMap(layer -> layer instanceof Composite composite
                        ? Stream.concat(Stream.of(layer), all(composite.layers()))
                        : Stream.of(layer));
    }
}
