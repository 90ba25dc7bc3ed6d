package io.limpid.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.limpid.onnx.OnnxGraph;
import java.util.List;

/**
 * One layer of a network: the block that is trained, and the ONNX nodes it becomes. Adding a kind of layer means adding one
 * implementation. Tensors are {@code [batch,C,H,W]}, or {@code [batch,N]}.
 */
public interface Layer {
    /** A new block, not yet initialised. */
    Block block();

    /**
     * Adds this layer's nodes to a graph.
     *
     * @param name unique in the graph; the names of its weights and inner tensors begin with it
     * @param input the tensor to read
     * @param output the tensor to write
     * @param trained the block of this layer, with its weights
     */
    void export(OnnxGraph graph, String name, String input, String output, Block trained);

    /**
     * The shape of what comes out, the batch axis included.
     *
     * @throws IllegalArgumentException when such a tensor can't go in
     */
    default Shape outputShape(Shape input) {
        return input;
    }

    /** Values that training changes; running statistics are not among them. */
    default long parameterCount() {
        return 0;
    }

    /** Multiplications followed by an addition, in convolutions and matrix products; all else counts nothing. */
    default long multiplyAdds(Shape input) {
        return 0;
    }

    /** True for what does nothing once the network is trained; it leaves no nodes. */
    default boolean trainingOnly() {
        return false;
    }

    /** The layers within, in order; empty for all but composite layers. */
    default List<Layer> body() {
        return List.of();
    }
}
