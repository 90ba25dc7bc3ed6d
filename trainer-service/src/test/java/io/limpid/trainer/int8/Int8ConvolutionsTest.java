package io.limpid.trainer.int8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.onnx.Int8Convolutions;
import io.limpid.onnx.OnnxGraph;
import io.limpid.onnx.OnnxMetadata;
import io.limpid.onnx.ValueRange;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Int8ConvolutionsTest {
    private static final int CHANNELS = 16;
    private static final int SIDE = 12;

    /** A residual block between tensors of 16 channels: two convolutions, a Relu, and what goes past them. */
    private static byte[] block() {
        Random random = new Random(5);
        long[] kernel = {CHANNELS, CHANNELS, 3, 3};
        return new OnnxGraph()
                .input("image", "batch", CHANNELS, "height", "width")
                .weight("first", floats(random, CHANNELS * CHANNELS * 9, 0.1f), kernel)
                .weight("first-bias", floats(random, CHANNELS, 0.1f), CHANNELS)
                .weight("second", floats(random, CHANNELS * CHANNELS * 9, 0.1f), kernel)
                .node("Conv", List.of("image", "first", "first-bias"), "between", OnnxGraph.ints("pads", 1, 1, 1, 1))
                .node("Relu", List.of("between"), "positive")
                .node("Conv", List.of("positive", "second"), "after", OnnxGraph.ints("pads", 1, 1, 1, 1))
                .node("Add", List.of("image", "after"), "denoised")
                .output("denoised", "batch", CHANNELS, "height", "width")
                .bytes(Map.of("kind", "float"));
    }

    private static float[] floats(Random random, int count, float scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() * scale;
        }
        return values;
    }

    private static List<Pixels> images(int seed, int count, int side) {
        ImageShape shape = new ImageShape(CHANNELS, side, side);
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> Pixels.of(shape, floats(random, shape.size(), 1)))
                .toList();
    }

    private static float[] run(byte[] onnx, String output) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        FloatBuffer values = FloatBuffer.allocate(CHANNELS * SIDE * SIDE);
        images(3, 1, SIDE).get(0).copyTo(values);
        try (OrtSession session = environment.createSession(onnx);
                OnnxTensor image =
                        OnnxTensor.createTensor(environment, values.flip(), new long[] {1, CHANNELS, SIDE, SIDE});
                OrtSession.Result result = session.run(Map.of("image", image), Set.of(output))) {
            FloatBuffer answer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] answers = new float[answer.remaining()];
            answer.get(answers);
            return answers;
        }
    }

    /** The root of the error's energy over that of the float model's answers. */
    private static double error(byte[] onnx, byte[] rounded, String output) throws OrtException {
        float[] before = run(onnx, output);
        float[] after = run(rounded, output);
        double error = 0;
        double size = 0;
        for (int i = 0; i < before.length; i++) {
            error += Math.pow(after[i] - before[i], 2);
            size += Math.pow(before[i], 2);
        }
        return Math.sqrt(error / size);
    }

    private static byte[] rounded(byte[] onnx) throws Exception {
        Int8Convolutions model = Int8Convolutions.of(onnx);
        Map<String, ValueRange> ranges = ObservedRanges.of(model, "image", images(1, 20, SIDE));
        return model.rounded(ranges, Map.of("kind", "int8"));
    }

    @Test
    void answersNearlyAsTheFloatModel() throws Exception {
        // and not exactly so: it would not have been rounded
        assertThat(error(block(), rounded(block()), "denoised")).isBetween(1e-4, 0.02);
    }

    @Test
    void holdsWeightsInSevenBitsAndItsOwnMetadata() throws Exception {
        byte[] onnx = rounded(block());
        OnnxMl.GraphProto graph = OnnxMl.ModelProto.parseFrom(onnx).getGraph();

        List<OnnxMl.TensorProto> kernels = graph.getInitializerList().stream()
                .filter(weight -> weight.getDataType() == OnnxMl.TensorProto.DataType.INT8.getNumber())
                .toList();
        assertThat(kernels).hasSize(2).allSatisfy(kernel -> {
            byte[] weights = kernel.getRawData().toByteArray();
            assertThat(weights).hasSize(CHANNELS * CHANNELS * 9);
            int largest = 0;
            for (byte weight : weights) {
                largest = Math.max(largest, Math.abs(weight));
            }
            assertThat(largest).isEqualTo(63);
        });
        assertThat(graph.getInitializerList())
                .noneMatch(weight -> weight.getName().equals("first"));
        assertThat(OnnxMetadata.of(onnx)).containsExactly(Map.entry("kind", "int8"));
    }

    /** Of one that shares the first's weights, and whose result leaves the graph beside what an operator without all its inputs makes. */
    @Test
    void roundsWhatTwoConvolutionsShareForEach() throws Exception {
        byte[] sharing = OnnxGraph.of(block())
                .node("Conv", List.of("after", "first", "first-bias"), "third", OnnxGraph.ints("pads", 1, 1, 1, 1))
                .weight("scales", new float[] {1, 1, 2, 2}, 4)
                .node("Resize", List.of("third", "", "scales"), "larger")
                .output("third", "batch", CHANNELS, "height", "width")
                .output("larger", "batch", CHANNELS, "high", "wide")
                .bytes(Map.of());

        byte[] rounded = rounded(sharing);

        assertThat(Int8Convolutions.of(sharing).count()).isEqualTo(3);
        assertThat(error(sharing, rounded, "third")).isBetween(1e-4, 0.05);
        assertThat(run(rounded, "larger")).hasSize(CHANNELS * 4 * SIDE * SIDE);
    }

    /** A bias beside weights of nearly nothing is far beyond 32 bits in steps of these. */
    @Test
    void keepsBiasesWhereWeightsAreTiny() throws Exception {
        float[] kernel = new float[CHANNELS * CHANNELS * 9];
        Arrays.fill(kernel, 1e-12f);
        float[] bias = new float[CHANNELS];
        Arrays.fill(bias, 0.5f);
        byte[] onnx = new OnnxGraph()
                .input("image", "batch", CHANNELS, "height", "width")
                .weight("kernel", kernel, CHANNELS, CHANNELS, 3, 3)
                .weight("bias", bias, CHANNELS)
                .node("Conv", List.of("image", "kernel", "bias"), "inside", OnnxGraph.ints("pads", 1, 1, 1, 1))
                .node("Identity", List.of("inside"), "denoised")
                .output("denoised", "batch", CHANNELS, "height", "width")
                .bytes(Map.of());

        for (float answer : run(rounded(onnx), "denoised")) {
            assertThat(answer).isCloseTo(0.5f, within(0.01f));
        }
    }

    @Test
    void rangesLeaveTheRarestValuesOut() throws Exception {
        int side = 64;
        float[] values = floats(new Random(7), CHANNELS * side * side, 1);
        values[100] = 1000;
        Pixels image = Pixels.of(new ImageShape(CHANNELS, side, side), values);

        ValueRange range = ObservedRanges.of(Int8Convolutions.of(block()), "image", List.of(image))
                .get("image");

        // in steps of a 4,096th of all that was seen
        assertThat(range.high()).isLessThan(6);
        assertThat(range.low()).isCloseTo(-4, within(1.5f));
    }

    @Test
    void rangesHoldZero() throws Exception {
        float[] values = new float[CHANNELS * SIDE * SIDE];
        Arrays.fill(values, 0.5f);
        Pixels image = Pixels.of(new ImageShape(CHANNELS, SIDE, SIDE), values);

        ValueRange range = ObservedRanges.of(Int8Convolutions.of(block()), "image", List.of(image))
                .get("image");

        assertThat(range.low()).isZero();
        assertThat(range.high()).isCloseTo(0.5f, within(0.01f));
    }

    @Test
    void refusesWhatItCannotRound() throws Exception {
        byte[] narrow = new OnnxGraph()
                .input("image", "batch", 1, 8, 8)
                .weight("kernel", new float[9], 1, 1, 3, 3)
                .node("Conv", List.of("image", "kernel"), "denoised")
                .output("denoised", "batch", 1, 6, 6)
                .bytes(Map.of());
        byte[] already = rounded(block());
        byte[] text = "no model".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Int8Convolutions.of(narrow)).hasMessageContaining("at least 16 channels");
        assertThatThrownBy(() -> Int8Convolutions.of(already)).hasMessageContaining("already");
        assertThatThrownBy(() -> Int8Convolutions.of(text)).hasMessageContaining("expected an ONNX model");
        assertThatThrownBy(() -> Int8Convolutions.of(block()).rounded(Map.of(), Map.of()))
                .hasMessageContaining("found none of [image, positive, after]");
        assertThatThrownBy(() -> new ValueRange(1, 2)).hasMessageContaining("around 0");
    }
}
