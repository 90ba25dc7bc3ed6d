package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.limpid.onnx.OnnxGraph;
import java.util.List;

/**
 * Marks the tensor that is a denoiser's latent vector, and passes it on unchanged.
 *
 * @param pooled true where the tensor is {@code [batch,C,H,W]}: the latent vector then is each channel's mean over all positions,
 *     so that its length doesn't depend on the image's size; false where it is {@code [batch,L]} and the vector itself
 */
public record LatentTap(boolean pooled) implements Layer {
    static final String OUTPUT = "latent";

    /**
     * The latent vectors of the forward pass that a denoiser has just done, {@code [batch,L]}, attached to the
     * manager of its input. They can be taken once.
     *
     * @throws IllegalStateException when there was no such pass
     */
    public static NDArray takeFrom(Block denoiser) {
        return BlockTree.find(denoiser, LatentTapBlock.class)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("expected a denoiser, found a network without latent vector"))
                .take();
    }

    @Override
    public Block block() {
        return new LatentTapBlock(this);
    }

    @Override
    public Shape outputShape(Shape input) {
        int expected = pooled ? 4 : 2;
        if (input.dimension() != expected) {
            throw new IllegalArgumentException(
                    "expected a tensor of " + expected + " axes to take the latent vector from, found " + input);
        }
        return input;
    }

    @Override
    public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
        if (pooled) {
            graph.node("GlobalAveragePool", List.of(input), name + ".pooled")
                    .node("Flatten", List.of(name + ".pooled"), OUTPUT, OnnxGraph.integer("axis", 1));
        } else {
            graph.node("Identity", List.of(input), OUTPUT);
        }
        graph.node("Identity", List.of(input), output);
    }
}
