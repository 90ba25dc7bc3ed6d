package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
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

    /** Those whose body keeps the shape, joined with the input value by value. */
    private interface Residue extends Composite {
        /** The ONNX operator that joins the input, on its left, and what the body makes of it. */
        String operator();

        @Override
        default Shape outputShape(Shape input) {
            Shape output = Chain.outputShape(body(), input);
            if (!output.equals(input)) {
                throw new IllegalArgumentException("expected the inside of a "
                        + getClass().getSimpleName() + " to keep the shape " + input + ", found " + output);
            }
            return output;
        }

        @Override
        default void export(OnnxGraph graph, String name, String input, String output, Block trained) {
            String inner = name + ".inner";
            Chain.export(graph, name + ".", body(), input, inner, CompositeBlock.bodyOf(trained));
            graph.node(operator(), List.of(input, inner), output);
        }
    }

    /** The input plus what the body makes of it (He et al., 2016); the body keeps the shape. */
    public record Residual(List<Layer> body) implements Residue {
        public Residual {
            body = List.copyOf(body);
        }

        @Override
        public Block block() {
            return new CompositeBlock(this, NDArray::add);
        }

        @Override
        public String operator() {
            return "Add";
        }
    }

    /** The input minus what the body makes of it: the body learns the noise (Zhang et al., 2017, DnCNN). */
    public record NoiseResidual(List<Layer> body) implements Residue {
        public NoiseResidual {
            body = List.copyOf(body);
        }

        @Override
        public Block block() {
            return new CompositeBlock(this, NDArray::sub);
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
            return input.concat(cropped(inner, input.getShape()), 1);
        }

        private static NDArray cropped(NDArray inner, Shape to) {
            Shape found = inner.getShape();
            boolean fits = found.get(2) == to.get(2) && found.get(3) == to.get(3);
            return fits ? inner : inner.get(new NDIndex(":,:,:{},:{}", to.get(2), to.get(3)));
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
            graph.node(
                            "Shape",
                            List.of(input),
                            name + ".size",
                            OnnxGraph.integer("start", 2),
                            OnnxGraph.integer("end", 4))
                    .integers(name + ".corner", 0, 0)
                    .integers(name + ".axes", 2, 3)
                    .node("Slice", List.of(inner, name + ".corner", name + ".size", name + ".axes"), name + ".cropped")
                    .node("Concat", List.of(input, name + ".cropped"), output, OnnxGraph.integer("axis", 1));
        }
    }
}
