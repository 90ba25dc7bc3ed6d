package io.limpid.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.pooling.Pool;
import io.limpid.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/** Layers without weights that change a tensor's shape. */
public final class ShapeLayers {
    private ShapeLayers() {}

    /** The largest of each square of that side; squares don't overlap, and what fills none is left out. */
    public record MaxPooling(int size) implements Layer {
        @Override
        public Block block() {
            return Pool.maxPool2dBlock(new Shape(size, size), new Shape(size, size));
        }

        @Override
        public Shape outputShape(Shape input) {
            return new Shape(input.get(0), input.get(1), input.get(2) / size, input.get(3) / size);
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
            return new FunctionBlock(this, (input, training) -> input.reshape(outputShape(input.getShape())));
        }

        @Override
        public Shape outputShape(Shape input) {
            return new Shape(input.get(0), input.size() / input.get(0));
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.node("Flatten", List.of(input), output, OnnxGraph.integer("axis", 1));
        }
    }

    /**
     * The same values in the same order, under other axes.
     *
     * @param axes the axes, of which exactly one, usually the batch, is -1: as long as the number of values makes it
     */
    public record Reshape(List<Integer> axes) implements Layer {
        public Reshape {
            axes = List.copyOf(axes);
            if (axes.stream().filter(axis -> axis == -1).count() != 1
                    || axes.stream().anyMatch(axis -> axis < 1 && axis != -1)) {
                throw new IllegalArgumentException("expected positive axes and one that is -1, found " + axes);
            }
        }

        public Reshape(Integer... axes) {
            this(List.of(axes));
        }

        @Override
        public Block block() {
            return new FunctionBlock(this, (input, training) -> input.reshape(longs()));
        }

        @Override
        public Shape outputShape(Shape input) {
            long known = -Arrays.stream(longs()).reduce(1, Math::multiplyExact);
            if (input.size() % known != 0) {
                throw new IllegalArgumentException("expected a tensor that can become " + axes + ", found " + input);
            }
            return new Shape(Arrays.stream(longs())
                    .map(axis -> axis == -1 ? input.size() / known : axis)
                    .toArray());
        }

        private long[] longs() {
            return axes.stream().mapToLong(Integer::longValue).toArray();
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.integers(name + ".shape", longs()).node("Reshape", List.of(input, name + ".shape"), output);
        }
    }

    /** Twice the height and width: each value becomes a square of four. */
    public record Upsample2() implements Layer {
        private static final int NEAREST = 0;

        @Override
        public Block block() {
            return new FunctionBlock(this, (input, training) -> input.getNDArrayInternal()
                    .interpolation(
                            new long[] {
                                2 * input.getShape().get(2),
                                2 * input.getShape().get(3)
                            },
                            NEAREST,
                            false));
        }

        @Override
        public Shape outputShape(Shape input) {
            return new Shape(input.get(0), input.get(1), 2 * input.get(2), 2 * input.get(3));
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

    /**
     * Height and width times a factor, out of channels: each position's {@code factor²} neighbouring channels become a square (Shi et al.,
     * 2016, sub-pixel convolution), in the order of PyTorch's PixelShuffle.
     */
    public record DepthToSpace(int factor) implements Layer {
        public DepthToSpace {
            if (factor < 2) {
                throw new IllegalArgumentException("expected a factor of at least 2, found " + factor);
            }
        }

        @Override
        public Block block() {
            return new FunctionBlock(this, (input, training) -> {
                Shape from = input.getShape();
                Shape to = outputShape(from);
                return input.reshape(from.get(0), to.get(1), factor, factor, from.get(2), from.get(3))
                        .transpose(0, 1, 4, 2, 5, 3)
                        .reshape(to);
            });
        }

        @Override
        public Shape outputShape(Shape input) {
            int square = factor * factor;
            if (input.dimension() != 4 || input.get(1) % square != 0) {
                throw new IllegalArgumentException(
                        "expected images of a multiple of " + square + " channels, found " + input);
            }
            return new Shape(input.get(0), input.get(1) / square, factor * input.get(2), factor * input.get(3));
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            graph.node(
                    "DepthToSpace",
                    List.of(input),
                    output,
                    OnnxGraph.integer("blocksize", factor),
                    OnnxGraph.text("mode", "CRD"));
        }
    }
}
