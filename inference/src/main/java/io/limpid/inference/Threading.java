package io.limpid.inference;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the threads of a model are used: one batch each, side by side, or all for one. RATIONALE.md says what was measured.
 *
 * @param sideBySide inferences at once, at least 1
 * @param each threads of an inference, at least 1
 */
record Threading(int sideBySide, int each) {
    /** Values of an input up to which threads work on batches of their own: 64 by 64 pixels in colour, and some more. */
    static final int SMALL = 1 << 14;

    /** For a graph whose input has its sizes declared, or not. */
    static Threading of(OnnxMl.GraphProto graph, int threads) {
        long values = inputValues(graph);
        return values > 0 && values <= SMALL ? new Threading(threads, 1) : new Threading(1, threads);
    }

    /** Of one image or vector; 0 where a size is left open, or where there isn't one input. */
    private static long inputValues(OnnxMl.GraphProto graph) {
        Set<String> weights = graph.getInitializerList().stream()
                .map(OnnxMl.TensorProto::getName)
                .collect(Collectors.toSet());
        List<OnnxMl.ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !weights.contains(input.getName()))
                .toList();
        return inputs.size() == 1
                ? values(inputs.get(0).getType().getTensorType().getShape())
                : 0;
    }

    /** Without the first dimension, the batch. */
    private static long values(OnnxMl.TensorShapeProto shape) {
        long values = 1;
        for (int i = 1; i < shape.getDimCount(); i++) {
            long size = shape.getDim(i).getDimValue();
            if (size < 1 || size > Dimensions.LARGEST) {
                return 0;
            }
            values = Math.multiplyExact(values, size);
            if (values > Dimensions.LARGEST) {
                return 0;
            }
        }
        return shape.getDimCount() > 1 ? values : 0;
    }
}
