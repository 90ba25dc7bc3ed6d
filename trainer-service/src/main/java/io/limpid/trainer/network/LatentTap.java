package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import io.limpid.onnx.OnnxGraph;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Marks the latent vector, and passes its input through. A denoiser has exactly one, at any depth.
 *
 * @param ofMap whether the input is a map {@code [batch,C,H,W]}, whose latent vector is its mean over positions, {@code [batch,C]}:
 *     networks that take any size have a vector of fixed length only that way. Otherwise the input {@code [batch,L]} is the
 *     vector
 */
public record LatentTap(boolean ofMap) implements Layer {
    /** The ONNX output. */
    static final String OUTPUT = "latent";

    @Override
    public Block block() {
        return new Tap(ofMap);
    }

    @Override
    public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
        if (ofMap) {
            graph.node("GlobalAveragePool", List.of(input), name + ".mean")
                    .node("Flatten", List.of(name + ".mean"), OUTPUT, OnnxGraph.integer("axis", 1));
        } else {
            graph.node("Identity", List.of(input), OUTPUT);
        }
        graph.node("Identity", List.of(input), output);
    }

    /** Keeps what passed through last, outside training. */
    static final class Tap extends ShapeKeepingBlock {
        private final boolean ofMap;
        private @Nullable NDArray last;

        Tap(boolean ofMap) {
            this.ofMap = ofMap;
        }

        @Override
        NDArray forward(NDArray input, boolean training) {
            last = training ? null : input;
            return input;
        }

        /** The latent vectors of the last batch; to be asked for before its manager is closed. */
        float[] latents() {
            if (last == null) {
                throw new IllegalStateException("nothing has passed through yet");
            }
            NDArray vectors = ofMap ? last.mean(new int[] {3}).mean(new int[] {2}) : last;
            last = null;
            return vectors.toFloatArray();
        }
    }

    /** The tap in a block or below it. */
    static Optional<Tap> in(Block block) {
        if (block instanceof Tap tap) {
            return Optional.of(tap);
        }
        return block.getChildren().values().stream()
                .map(LatentTap::in)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
