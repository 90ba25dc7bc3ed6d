package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.limpid.onnx.OnnxGraph;
import java.util.List;

/** Layers that hold layers. */
public final class CompositeLayers {
    private CompositeLayers() {}

    /** What the composite layers have in common. */
    private interface Composite extends Layer {
        @Override
        default long parameterCount() {
            return Chain.parameterCount(body());
        }

        @Override
        default long multiplyAdds(Shape input) {
            return Chain.multiplyAdds(body(), input);
        }
    }

    /** Those that join the input value by value with what the body makes of it. */
    private interface Residue extends Composite {
        /** The ONNX operator that joins the input, on its left, and what the body makes of it. */
        String operator();

        /** Whether what the body makes may be larger, and is cut to the input's height and width. */
        boolean cropped();

        /** Of blocks: input and what the body makes of it, of the same shape. */
        NDArray join(NDArray input, NDArray inner);

        @Override
        default Block block() {
            return new CompositeBlock(
                    this, (input, inner) -> join(input, cropped() ? Crop.crop(inner, input.getShape()) : inner));
        }

        @Override
        default Shape outputShape(Shape input) {
            Shape output = Chain.outputShape(body(), input);
            if (!(cropped() ? Crop.shape(output, input) : output).equals(input)) {
                throw new IllegalArgumentException("expected the inside of a "
                        + getClass().getSimpleName() + " to keep the shape " + input + ", found " + output);
            }
            return input;
        }

        @Override
        default void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            String inner = name + ".inner";
            Chain.export(graph, name + ".", body(), input, inner, CompositeBlock.bodyOf(trained));
            graph.node(operator(), List.of(input, cropped() ? Crop.export(graph, name, inner, input) : inner), output);
        }
    }

    /**
     * The input plus what the body makes of it (He et al., 2016).
     *
     * @param cropped false where the body keeps the shape; true where it may give more rows and columns, which are cut off at the
     *     bottom and at the right
     */
    public record Residual(List<Layer> body, boolean cropped) implements Residue {
        public Residual {
            body = List.copyOf(body);
        }

        /** The body keeps the shape. */
        public Residual(List<Layer> body) {
            this(body, false);
        }

        @Override
        public NDArray join(NDArray input, NDArray inner) {
            return input.add(inner);
        }

        @Override
        public String operator() {
            return "Add";
        }
    }

    /**
     * The input minus what the body makes of it: the body learns the noise (Zhang et al., 2017, DnCNN).
     *
     * @param cropped as of {@link Residual}
     */
    public record NoiseResidual(List<Layer> body, boolean cropped) implements Residue {
        public NoiseResidual {
            body = List.copyOf(body);
        }

        /** The body keeps the shape. */
        public NoiseResidual(List<Layer> body) {
            this(body, false);
        }

        @Override
        public NDArray join(NDArray input, NDArray inner) {
            return input.sub(inner);
        }

        @Override
        public String operator() {
            return "Sub";
        }
    }

    /**
     * The channels of the input, then those the body makes of it (Ronneberger et al., 2015, U-Net). What the body makes must not be
     * smaller than the input; rows and columns that it has too many are cut off at the bottom and at the right.
     */
    public record Skip(List<Layer> body) implements Composite {
        public Skip {
            body = List.copyOf(body);
        }

        @Override
        public Block block() {
            return new CompositeBlock(this, Skip::join);
        }

        private static NDArray join(NDArray input, NDArray inner) {
            return input.concat(Crop.crop(inner, input.getShape()), 1);
        }

        @Override
        public Shape outputShape(Shape input) {
            Shape inner = Chain.outputShape(body, input);
            if (inner.dimension() != 4 || inner.get(2) < input.get(2) || inner.get(3) < input.get(3)) {
                throw new IllegalArgumentException(
                        "expected the inside of a skip connection to keep height and width of " + input + ", found "
                                + inner);
            }
            return new Shape(input.get(0), input.get(1) + inner.get(1), input.get(2), input.get(3));
        }

        @Override
        public void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            String inner = name + ".inner";
            Chain.export(graph, name + ".", body, input, inner, CompositeBlock.bodyOf(trained));
            String cropped = Crop.export(graph, name, inner, input);
            graph.node("Concat", List.of(input, cropped), output, OnnxGraph.integer("axis", 1));
        }
    }
}
