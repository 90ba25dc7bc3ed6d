package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.limpid.onnx.OnnxGraph;
import java.util.List;

/** Layers whose output is joined with their input. */
public sealed interface Composite extends Layer {
    /** What lies inside. */
    List<Layer> layers();

    /** x and what the layers make of it, on top of each other along the channels (Ronneberger et al., 2015). */
    record Skip(List<Layer> layers) implements Composite {
        public Skip {
            layers = List.copyOf(layers);
        }

        @Override
        public NDArray join(NDArray input, NDArray inner) {
            Shape size = input.getShape();
            // strided layers round up, so that an odd side comes back one too long
            NDArray cut = inner.get(new NDIndex(":,:,0:{},0:{}", size.get(2), size.get(3)));
            return input.concat(cut, 1);
        }

        @Override
        public void exportJoin(OnnxGraph graph, String name, String input, String inner, String output) {
            graph.integers(name + ".from", 0, 0)
                    .integers(name + ".axes", 2, 3)
                    .node(
                            "Shape",
                            List.of(input),
                            name + ".size",
                            OnnxGraph.integer("start", 2),
                            OnnxGraph.integer("end", 4))
                    .node("Slice", List.of(inner, name + ".from", name + ".size", name + ".axes"), name + ".cut")
                    .node("Concat", List.of(input, name + ".cut"), output, OnnxGraph.integer("axis", 1));
        }

        @Override
        public Shape joined(Shape input, Shape inner) {
            return new Shape(input.get(0), input.get(1) + inner.get(1), input.get(2), input.get(3));
        }
    }

    /** x less what the layers make of it: they learn the noise (Zhang et al., 2017). */
    record NoiseResidual(List<Layer> layers) implements Composite {
        public NoiseResidual {
            layers = List.copyOf(layers);
        }

        @Override
        public NDArray join(NDArray input, NDArray inner) {
            return input.sub(inner);
        }

        @Override
        public void exportJoin(OnnxGraph graph, String name, String input, String inner, String output) {
            graph.node("Sub", List.of(input, inner), output);
        }

        @Override
        public Shape joined(Shape input, Shape inner) {
            return input;
        }
    }

    /** Of what came in and what the layers made of it. */
    NDArray join(NDArray input, NDArray inner);

    void exportJoin(OnnxGraph graph, String name, String input, String inner, String output);

    Shape joined(Shape input, Shape inner);

    @Override
    default Block block() {
        return new JoinBlock(this);
    }

    @Override
    default void export(OnnxGraph graph, String name, String input, String output, Block trained) {
        LayerChain.export(graph, layers(), chain(trained), name + ".", input, name + ".inner");
        exportJoin(graph, name, input, name + ".inner", output);
    }

    /** The block of the layers inside. */
    static Block chain(Block composite) {
        return composite.getChildren().values().get(0);
    }

    /** See {@link Composite}. */
    final class JoinBlock extends AbstractBlock {
        private final Composite composite;
        private final SequentialBlock inner;

        JoinBlock(Composite composite) {
            this.composite = composite;
            this.inner = addChildBlock("inner", LayerChain.block(composite.layers()));
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
            inner.initialize(manager, type, inputShapes);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
            NDArray made = inner.forward(store, inputs, training).singletonOrThrow();
            return new NDList(composite.join(inputs.singletonOrThrow(), made));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {composite.joined(inputShapes[0], inner.getOutputShapes(inputShapes)[0])};
        }
    }
}
