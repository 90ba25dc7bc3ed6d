package io.limpid.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import io.limpid.onnx.OnnxGraph;
import java.util.List;

/** Layers with weights, which begin uniform within PyTorch's bounds, ±1/√(fan-in); biases begin at 0. */
public final class Layers {
    private static final float EPSILON = 1e-5f;
    /** The share of the old running statistics that is kept at a step; PyTorch calls the rest, 0.1, momentum. */
    private static final float MOMENTUM = 0.9f;

    private Layers() {}

    /** A convolution over {@code in} channels, with zeros around. */
    public record Convolution(int in, int out, int kernel, int stride, int padding, boolean bias) implements Layer {
        /** With bias. */
        public Convolution(int in, int out, int kernel, int stride, int padding) {
            this(in, out, kernel, stride, padding, true);
        }

        /** With bias, one step a position, and as many zeros around as keep height and width. */
        public static Convolution same(int in, int out, int kernel) {
            if (kernel % 2 == 0) {
                throw new IllegalArgumentException("expected an odd kernel to keep height and width, found " + kernel);
            }
            return new Convolution(in, out, kernel, 1, kernel / 2);
        }

        @Override
        public Block block() {
            return Conv2d.builder()
                    .setKernelShape(new Shape(kernel, kernel))
                    .setFilters(out)
                    .optStride(new Shape(stride, stride))
                    .optPadding(new Shape(padding, padding))
                    .optBias(bias)
                    .build();
        }

        @Override
        public Shape outputShape(Shape input) {
            requireChannels(this, in, input);
            return new Shape(input.get(0), out, side(input, 2), side(input, 3));
        }

        private long side(Shape input, int axis) {
            long padded = input.get(axis) + 2L * padding;
            if (padded < kernel) {
                throw new IllegalArgumentException(
                        this + " expects height and width of at least " + (kernel - 2 * padding) + ", found " + input);
            }
            return (padded - kernel) / stride + 1;
        }

        @Override
        public long parameterCount() {
            return (long) out * in * kernel * kernel + (bias ? out : 0);
        }

        @Override
        public long multiplyAdds(Shape input) {
            return outputShape(input).size() * in * kernel * kernel;
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.weight(name + ".weight", Weights.of(trained, "weight").toFloatArray(), out, in, kernel, kernel);
            if (bias) {
                graph.weight(name + ".bias", Weights.of(trained, "bias").toFloatArray(), out);
            }
            graph.node(
                    "Conv",
                    bias ? List.of(input, name + ".weight", name + ".bias") : List.of(input, name + ".weight"),
                    output,
                    OnnxGraph.ints("kernel_shape", kernel, kernel),
                    OnnxGraph.ints("strides", stride, stride),
                    OnnxGraph.ints("pads", padding, padding, padding, padding));
        }
    }

    /** The transpose of a convolution: an input of side n becomes (n − 1)·stride − 2·padding + kernel + outputPadding. */
    public record TransposedConvolution(int in, int out, int kernel, int stride, int padding, int outputPadding)
            implements Layer {
        @Override
        public Block block() {
            return new ConvTranspose2dBlock(this);
        }

        @Override
        public Shape outputShape(Shape input) {
            requireChannels(this, in, input);
            return new Shape(input.get(0), out, side(input.get(2)), side(input.get(3)));
        }

        private long side(long input) {
            return (input - 1) * stride - 2L * padding + kernel + outputPadding;
        }

        @Override
        public long parameterCount() {
            return (long) in * out * kernel * kernel + out;
        }

        @Override
        public long multiplyAdds(Shape input) {
            return input.size() * out * kernel * kernel;
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.weight(name + ".weight", Weights.of(trained, "weight").toFloatArray(), in, out, kernel, kernel)
                    .weight(name + ".bias", Weights.of(trained, "bias").toFloatArray(), out)
                    .node(
                            "ConvTranspose",
                            List.of(input, name + ".weight", name + ".bias"),
                            output,
                            OnnxGraph.ints("kernel_shape", kernel, kernel),
                            OnnxGraph.ints("strides", stride, stride),
                            OnnxGraph.ints("pads", padding, padding, padding, padding),
                            OnnxGraph.ints("output_padding", outputPadding, outputPadding));
        }
    }

    /** Batch normalisation over the second axis (Ioffe and Szegedy, 2015), with running statistics once trained. */
    public record BatchNormalization(int channels) implements Layer {
        @Override
        public Block block() {
            return BatchNorm.builder().optEpsilon(EPSILON).optMomentum(MOMENTUM).build();
        }

        @Override
        public Shape outputShape(Shape input) {
            requireChannels(this, channels, input);
            return input;
        }

        @Override
        public long parameterCount() {
            return 2L * channels;
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.weight(name + ".gamma", Weights.of(trained, "gamma").toFloatArray(), channels)
                    .weight(name + ".beta", Weights.of(trained, "beta").toFloatArray(), channels)
                    .weight(name + ".mean", Weights.of(trained, "runningMean").toFloatArray(), channels)
                    .weight(
                            name + ".variance",
                            Weights.of(trained, "runningVar").toFloatArray(),
                            channels)
                    .node(
                            "BatchNormalization",
                            List.of(input, name + ".gamma", name + ".beta", name + ".mean", name + ".variance"),
                            output,
                            OnnxGraph.real("epsilon", EPSILON));
        }
    }

    /** A full connection with bias. */
    public record Linear(int in, int out) implements Layer {
        @Override
        public Block block() {
            return ai.djl.nn.core.Linear.builder().setUnits(out).build();
        }

        @Override
        public Shape outputShape(Shape input) {
            requireChannels(this, in, input);
            return new Shape(input.get(0), out);
        }

        @Override
        public long parameterCount() {
            return (long) in * out + out;
        }

        @Override
        public long multiplyAdds(Shape input) {
            return input.get(0) * in * out;
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.weight(name + ".weight", Weights.of(trained, "weight").toFloatArray(), out, in)
                    .weight(name + ".bias", Weights.of(trained, "bias").toFloatArray(), out)
                    .node(
                            "Gemm",
                            List.of(input, name + ".weight", name + ".bias"),
                            output,
                            OnnxGraph.integer("transB", 1));
        }
    }

    private static void requireChannels(Layer layer, int expected, Shape found) {
        if (found.get(1) != expected) {
            throw new IllegalArgumentException(layer + " expects " + expected + " on the second axis, found " + found);
        }
    }
}
