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
import java.util.ArrayList;
import java.util.List;

/** The kinds of layers. Tensors are {@code [batch,C,H,W]}, or {@code [batch,N]} after {@link Flatten} and {@link Linear}. */
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
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            List<String> inputs = new ArrayList<>(List.of(input, name + ".weight"));
            graph.weight(name + ".weight", Weights.of(trained, "weight").toFloatArray(), out, in, kernel, kernel);
            if (bias) {
                graph.weight(name + ".bias", Weights.of(trained, "bias").toFloatArray(), out);
                inputs.add(name + ".bias");
            }
            graph.node(
                    "Conv",
                    inputs,
                    output,
                    OnnxGraph.ints("kernel_shape", kernel, kernel),
                    OnnxGraph.ints("strides", stride, stride),
                    OnnxGraph.ints("pads", padding, padding, padding, padding));
        }

        @Override
        public long multiplyAdds(Shape input, Shape output) {
            return output.slice(1).size() * in * kernel * kernel;
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

        @Override
        public long multiplyAdds(Shape input, Shape output) {
            return input.slice(1).size() * out * kernel * kernel;
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

        @Override
        public long multiplyAdds(Shape input, Shape output) {
            // an input may have become several rows, as with one network a colour
            return input.size() * out;
        }
    }

    /** The same values in another shape; one of the dimensions may be −1, which stands for what is left. */
    public record Reshape(List<Integer> dimensions) implements Layer {
        public Reshape {
            dimensions = List.copyOf(dimensions);
        }

        public Reshape(Integer... dimensions) {
            this(List.of(dimensions));
        }

        private long[] shape() {
            return dimensions.stream().mapToLong(Integer::longValue).toArray();
        }

        @Override
        public Block block() {
            return new LambdaBlock(list -> new NDList(list.singletonOrThrow().reshape(new Shape(shape()))), "reshape");
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.integers(name + ".shape", shape()).node("Reshape", List.of(input, name + ".shape"), output);
        }
    }

    /** x where it is positive, else x·slope (Maas, Hannun and Ng, 2013). */
    public record LeakyRelu(double slope) implements Layer {
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

    /**
     * Leaves out whole channels while training (Tompson et al., 2015) and makes the others so much stronger; does nothing afterwards.
     *
     * @param share of the channels, in [0,1)
     */
    public record ChannelDropout(double share) implements Layer {
        @Override
        public Block block() {
            return new ChannelDropoutBlock((float) share);
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.node("Identity", List.of(input), output);
        }
    }

    /** Twice the height and width, each value as a square of four. */
    public record Upsampling() implements Layer {
        @Override
        public Block block() {
            return new LambdaBlock(
                    list -> {
                        NDArray map = list.singletonOrThrow();
                        long[] size = {
                            2 * map.getShape().get(2), 2 * map.getShape().get(3)
                        };
                        return new NDList(map.getNDArrayInternal().interpolation(size, 0, false));
                    },
                    "upsampling");
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.weight(name + ".scales", new float[] {1, 1, 2, 2}, 4)
                    .node(
                            "Resize",
                            List.of(input, "", name + ".scales"),
                            output,
                            OnnxGraph.text("mode", "nearest"),
                            OnnxGraph.text("coordinate_transformation_mode", "asymmetric"),
                            OnnxGraph.text("nearest_mode", "floor"));
        }
    }

    /** Cuts off what lies outside [0,1], but not while training: a value outside must still feel a gradient. */
    public record Clamp() implements Layer {
        @Override
        public Block block() {
            return new ClampBlock();
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.weight(name + ".least", new float[] {0})
                    .weight(name + ".most", new float[] {1})
                    .node("Clip", List.of(input, name + ".least", name + ".most"), output);
        }
    }
}
