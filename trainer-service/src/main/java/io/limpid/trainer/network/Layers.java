package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import io.limpid.onnx.OnnxGraph;
import java.util.List;

/** The kinds of layers. Tensors are {@code [batch,C,H,W]}, or {@code [batch,N]} after {@link Flatten} and {@link Linear}. */
public final class Layers {
    private static final float EPSILON = 1e-5f;
    /** The share of the old running statistics that is kept at a step; PyTorch calls the rest, 0.1, momentum. */
    private static final float MOMENTUM = 0.9f;

    private Layers() {}

    /** A convolution with bias over {@code in} channels, with zeros around. */
    public record Convolution(int in, int out, int kernel, int stride, int padding) implements Layer {
        @Override
        public Block block() {
            return Conv2d.builder()
                    .setKernelShape(new Shape(kernel, kernel))
                    .setFilters(out)
                    .optStride(new Shape(stride, stride))
                    .optPadding(new Shape(padding, padding))
                    .build();
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            NDArray weight = Weights.of(trained, "weight");
            NDArray bias = Weights.of(trained, "bias");
            graph.weight(
                            name + ".weight",
                            weight.toFloatArray(),
                            weight.getShape().getShape())
                    .weight(name + ".bias", bias.toFloatArray(), out)
                    .node(
                            "Conv",
                            List.of(input, name + ".weight", name + ".bias"),
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

    /** The largest of each square of that side; squares don't overlap. */
    public record MaxPooling(int size) implements Layer {
        @Override
        public Block block() {
            return Pool.maxPool2dBlock(new Shape(size, size), new Shape(size, size));
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.node(
                    "MaxPool",
                    List.of(input),
                    output,
                    OnnxGraph.ints("kernel_shape", size, size),
                    OnnxGraph.ints("strides", size, size));
        }
    }

    /** All but the batch axis become one. */
    public record Flatten() implements Layer {
        @Override
        public Block block() {
            return Blocks.batchFlattenBlock();
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.node("Flatten", List.of(input), output, OnnxGraph.integer("axis", 1));
        }
    }

    /** A full connection with bias. */
    public record Linear(int in, int out) implements Layer {
        @Override
        public Block block() {
            return ai.djl.nn.core.Linear.builder().setUnits(out).build();
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

    /** The one axis behind the batch becomes {@code [channels,height,width]}. */
    public record Reshape(int channels, int height, int width) implements Layer {
        @Override
        public Block block() {
            return new LambdaBlock(
                    list -> new NDList(list.singletonOrThrow().reshape(-1, channels, height, width)), "reshape");
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.integers(name + ".shape", -1, channels, height, width)
                    .node("Reshape", List.of(input, name + ".shape"), output);
        }
    }
}
