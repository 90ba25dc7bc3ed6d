package io.limpid.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.limpid.onnx.OnnxGraph;
import java.util.List;

/** Cuts off rows at the bottom and columns at the right: halving and doubling an odd size makes it one larger. */
final class Crop {
    private Crop() {}

    /** The tensor, {@code [batch,C,H,W]}, with the height and width of another one. */
    static NDArray crop(NDArray tensor, Shape to) {
        Shape found = tensor.getShape();
        boolean fits = found.get(2) == to.get(2) && found.get(3) == to.get(3);
        return fits ? tensor : tensor.get(new NDIndex(":,:,:{},:{}", to.get(2), to.get(3)));
    }

    /** The shape that {@link #crop} gives; the tensor's own where it can't be cut so. */
    static Shape shape(Shape tensor, Shape to) {
        boolean can = tensor.dimension() == 4 && tensor.get(2) >= to.get(2) && tensor.get(3) >= to.get(3);
        return can ? new Shape(tensor.get(0), tensor.get(1), to.get(2), to.get(3)) : tensor;
    }

    /**
     * The same in ONNX.
     *
     * @param name of the layer that it belongs to
     * @param to the tensor whose height and width are wanted
     * @return the name of what is left
     */
    static String export(OnnxGraph graph, String name, String tensor, String to) {
        String cropped = name + ".cropped";
        graph.node("Shape", List.of(to), name + ".size", OnnxGraph.integer("start", 2), OnnxGraph.integer("end", 4))
                .integers(name + ".corner", 0, 0)
                .integers(name + ".axes", 2, 3)
                .node("Slice", List.of(tensor, name + ".corner", name + ".size", name + ".axes"), cropped);
        return cropped;
    }
}
