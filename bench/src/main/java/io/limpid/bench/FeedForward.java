package io.limpid.bench;

import static io.limpid.onnx.OnnxGraph.integer;

import io.limpid.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The feed-forward network of the Crayfish benchmark (Horchidan et al., "Crayfish: Navigating the Labyrinth of Machine Learning
 * Inference in Stream Processing Systems", EDBT 2024): pictures of 28 × 28, three hidden layers of 32, ten classes, 27,562 parameters. Its
 * weights are random: they are not what is measured.
 */
public final class FeedForward {
    private static final int[] WIDTHS = {28 * 28, 32, 32, 32, 10};

    private FeedForward() {}

    public static int parameters() {
        int count = 0;
        for (int i = 1; i < WIDTHS.length; i++) {
            count += (WIDTHS[i - 1] + 1) * WIDTHS[i];
        }
        return count;
    }

    /** The file, a frame classifier of Limpid's form: {@code image [batch,1,28,28]} to {@code scores [batch,10]}. */
    public static byte[] onnx() {
        SplittableRandom random = new SplittableRandom(1);
        OnnxGraph graph = new OnnxGraph()
                .input("image", "batch", 1, 28, 28)
                .output("scores", "batch", 10)
                .node("Flatten", List.of("image"), "layer0");
        int last = WIDTHS.length - 1;
        for (int i = 1; i <= last; i++) {
            String sum = "sum" + i;
            graph.weight("weights" + i, random(random, WIDTHS[i - 1] * WIDTHS[i]), WIDTHS[i - 1], WIDTHS[i])
                    .weight("bias" + i, random(random, WIDTHS[i]), WIDTHS[i])
                    .node("Gemm", List.of("layer" + (i - 1), "weights" + i, "bias" + i), sum);
            if (i < last) {
                graph.node("Relu", List.of(sum), "layer" + i);
            } else {
                graph.node("Softmax", List.of(sum), "scores", integer("axis", 1));
            }
        }
        return graph.bytes(Map.of(
                "limpid.name",
                "bench-feed-forward",
                "limpid.task",
                "classify-frame",
                "limpid.labels",
                "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]"));
    }

    private static float[] random(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() - 0.5) / 4;
        }
        return values;
    }
}
