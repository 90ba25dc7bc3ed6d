package io.limpid.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.limpid.onnx.OnnxGraph;

/**
 * One layer of a network: the block that is trained, and the ONNX nodes it becomes. Adding a kind of layer means adding one
 * implementation.
 */
public interface Layer {
    /** A new block, not yet initialised. */
    Block block();

    /**
     * Adds this layer's nodes to a graph.
     *
     * @param name unique in the graph; the weights' names begin with it
     * @param input the tensor to read
     * @param output the tensor to write
     * @param trained the block of this layer, with its weights
     */
    void export(OnnxGraph graph, String name, String input, String output, Block trained);

    /** Multiplications that are added up for one input; 0 of layers in which they don't matter. */
    default long multiplyAdds(Shape input, Shape output) {
        return 0;
    }
}
