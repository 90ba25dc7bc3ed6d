package io.limpid.trainer.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import io.limpid.onnx.OnnxGraph;
import java.util.List;

/** Layers without weights that keep a tensor's shape. */
public final class PointwiseLayers {
    private PointwiseLayers() {}

    public record Relu() implements Layer {
        @Override
        public Block block() {
            return Activation.reluBlock();
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.node("Relu", List.of(input), output);
        }
    }

    public record Sigmoid() implements Layer {
        @Override
        public Block block() {
            return Activation.sigmoidBlock();
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.node("Sigmoid", List.of(input), output);
        }
    }

    /** x where it is positive, else slope · x (Maas et al., 2013). */
    public record LeakyRelu(double slope) implements Layer {
        public LeakyRelu {
            if (!(slope > 0 && slope < 1)) {
                throw new IllegalArgumentException("expected a slope between 0 and 1, found " + slope);
            }
        }

        @Override
        public Block block() {
            return Activation.leakyReluBlock((float) slope);
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.node("LeakyRelu", List.of(input), output, OnnxGraph.real("alpha", (float) slope));
        }
    }

    public record Tanh() implements Layer {
        @Override
        public Block block() {
            return Activation.tanhBlock();
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.node("Tanh", List.of(input), output);
        }
    }

    /** Cuts off what is outside [0,1] once trained; while training it does nothing, so that gradients reach such values too. */
    public record Clamp01() implements Layer {
        @Override
        public Block block() {
            return new FunctionBlock(this, (input, training) -> training ? input : input.clip(0, 1));
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.weight(name + ".least", new float[] {0})
                    .weight(name + ".most", new float[] {1})
                    .node("Clip", List.of(input, name + ".least", name + ".most"), output);
        }
    }
}
