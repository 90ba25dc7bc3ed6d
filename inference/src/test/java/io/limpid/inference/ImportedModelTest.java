package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.onnx.ForeignModel;
import io.limpid.onnx.OnnxGraph;
import io.limpid.onnx.OnnxImport;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that were made elsewhere, behind the inputs and outputs of ours. */
class ImportedModelTest {
    private static final Map<String, String> DENOISER =
            Map.of(MetadataKeys.NAME, "elsewhere", MetadataKeys.TASK, "denoise");
    private static final ImageShape SHAPE = new ImageShape(3, 4, 6);

    /** Whatever the values' range and order, half the range of the picture comes out: it is turned to the same picture inside. */
    @ParameterizedTest
    @CsvSource({"0, 1, false", "0, 255, false", "-1, 1, false", "0, 255, true", "1, 0, true"})
    void takesPicturesAsItsModelDoes(float black, float white, boolean channelsLast) throws Exception {
        byte[] onnx = OnnxImport.denoiser(
                darkening(black, channelsLast, true), described(black, white, channelsLast, 4, 6), DENOISER);
        Pixels picture = noise(SHAPE);

        try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
            assertThat(model.description().name()).isEqualTo("elsewhere");
            assertThat(model.description().latentSpace()).isEmpty();
            assertThat(model.description().input()).isEqualTo(InputShape.image(3, 4, 6));
            Denoised denoised = model.denoise(List.of(picture, picture)).get(1);
            double sum = 0;
            for (int i = 0; i < SHAPE.size(); i++) {
                assertThat(denoised.image().get(i)).isCloseTo(picture.get(i) / 2, within(1e-5f));
                sum += i < SHAPE.pixelCount() ? denoised.image().get(i) : 0;
            }
            assertThat(denoised.latent().size()).isEqualTo(3);
            assertThat((double) denoised.latent().asList().get(0)).isCloseTo(sum / SHAPE.pixelCount(), within(1e-5));
        }
    }

    /** Inverted inside, in bytes: what comes out is the picture in 256 steps, to the nearest, and clipped. */
    @ParameterizedTest
    @CsvSource({"true, true, 0, 255", "true, false, 0, 255", "false, true, 0, 255", "true, true, 255, 0"})
    void takesAndYieldsBytes(boolean in, boolean out, float black, float white) throws Exception {
        byte[] onnx = OnnxImport.denoiser(inverting(in, out), described(black, white, false, 4, 6), DENOISER);
        float[] values = new float[SHAPE.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = -0.1f + 1.23f * i / values.length;
        }

        try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
            Denoised denoised = model.denoise(List.of(Pixels.of(SHAPE, values))).get(0);
            for (int i = 0; i < values.length; i++) {
                float clipped = Math.max(0, Math.min(1, values[i]));
                float steps = in ? Math.round(clipped * 255) : clipped * 255;
                float expected = 1 - (out && !in ? steps + 0.5f : steps) / 255;
                // a float model that yields bytes cuts off by itself, so half a step either way
                assertThat(denoised.image().get(i)).isCloseTo(expected, within(out && !in ? 0.51f / 255 : 1e-5f));
            }
        }
    }

    /** Without a word the range is 0..1, of which bytes know the ends only. */
    @ParameterizedTest
    @CsvSource({"true, false, 0, 1", "false, true, -1, 1", "true, true, 0, 256"})
    void bytesNeedARangeThatTheyHave(boolean in, boolean out, float black, float white) {
        assertThatThrownBy(
                        () -> OnnxImport.denoiser(inverting(in, out), described(black, white, false, 4, 6), DENOISER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(in ? "'x', which is UINT8" : "'y', which is UINT8")
                .hasMessageEndingWith("such as the range 0..255, found " + black + ".." + white);
    }

    private static byte[] inverting(boolean in, boolean out) {
        OnnxGraph graph = new OnnxGraph();
        graph = in ? graph.byteInput("x", 1, 3, 4, 6) : graph.input("x", 1, 3, 4, 6);
        graph = out ? graph.byteOutput("y", 1, 3, 4, 6) : graph.output("y", 1, 3, 4, 6);
        int yielded = (out ? DataType.UINT8 : DataType.FLOAT).getNumber();
        return graph.weight("white", new float[] {255})
                .weight("none", new float[] {0})
                .node("Cast", List.of("x"), "real", OnnxGraph.integer("to", DataType.FLOAT.getNumber()))
                .node("Sub", List.of("white", "real"), "inverse")
                .node("Clip", List.of("inverse", "none", "white"), "within")
                .node("Cast", List.of("within"), "y", OnnxGraph.integer("to", yielded))
                .bytes(Map.of());
    }

    @Test
    void takesAnySizeWhereItsModelDoes() throws Exception {
        byte[] onnx = OnnxImport.denoiser(darkening(0, false, false), described(0, 255, false, 0, 0), DENOISER);

        try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
            assertThat(model.description().input().isAnySize()).isTrue();
            assertThat(model.denoise(List.of(noise(new ImageShape(3, 9, 5)))))
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.image().shape()).isEqualTo(new ImageShape(3, 9, 5)));
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void labelsWithTheClassesGiven(boolean logits) throws Exception {
        OnnxGraph graph = new OnnxGraph()
                .input("x", 1, 1, 2, 2)
                .output("y", 1, 4)
                .node("Flatten", List.of("x"), logits ? "y" : "flat");
        if (!logits) {
            graph.node("Softmax", List.of("flat"), "y", OnnxGraph.integer("axis", 1));
        }
        byte[] onnx = OnnxImport.classifier(
                graph.bytes(Map.of()),
                new ForeignModel("x", 1, 2, 2, false, "y", 0, 1),
                4,
                logits,
                Map.of(MetadataKeys.TASK, "classify-frame", MetadataKeys.LABELS, "[\"a\",\"b\",\"c\",\"d\"]"));

        try (ClassifierModel model = ClassifierModel.open(onnx, SessionSettings.cpu(1))) {
            Scores scores = model.classifyFrames(List.of(Pixels.of(new ImageShape(1, 2, 2), new float[] {0, 0, 1, 0})))
                    .get(0);
            assertThat(model.description().labels().get(scores.argmax())).isEqualTo("c");
            assertThat(scores.confidence()).isCloseTo((float) (Math.E / (Math.E + 3)), within(1e-5f));
        }
    }

    @Test
    void saysWhatTheFileTakesWhereThatIsSomethingElse() {
        byte[] onnx = darkening(0, false, true);

        refuses(onnx, new ForeignModel("z", 3, 4, 6, false, "y", 0, 1), "expected one input 'z', found [x]");
        refuses(onnx, new ForeignModel("x", 3, 4, 6, false, "z", 0, 1), "expected an output 'z', found [y]");
        refuses(onnx, new ForeignModel("x", 1, 4, 6, false, "y", 0, 1), "to take 1 channels, the file takes 3");
        refuses(onnx, new ForeignModel("x", 3, 0, 0, false, "y", 0, 1), "to take any rows, the file takes 4");
        refuses(new byte[] {1, 2, 3}, new ForeignModel("x", 3, 4, 6, false, "y", 0, 1), "expected an ONNX model");
        byte[] flat = new OnnxGraph()
                .input("x", 1, 4)
                .output("y", 1, 4)
                .node("Identity", List.of("x"), "y")
                .bytes(Map.of());
        refuses(flat, new ForeignModel("x", 3, 4, 6, false, "y", 0, 1), "input 'x' to have 4 dimensions, found 2");
    }

    private static void refuses(byte[] onnx, ForeignModel foreign, String reason) {
        assertThatThrownBy(() -> OnnxImport.denoiser(onnx, foreign, DENOISER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatAnswersWithAnotherSizeIsRefusedWhenItIsOpened() {
        byte[] onnx = new OnnxGraph()
                .input("x", 1, 3, 4, 6)
                .output("y", 1, 3, 2, 3)
                .node(
                        "AveragePool",
                        List.of("x"),
                        "y",
                        OnnxGraph.ints("kernel_shape", 2, 2),
                        OnnxGraph.ints("strides", 2, 2))
                .bytes(Map.of());
        byte[] imported = OnnxImport.denoiser(onnx, described(0, 1, false, 4, 6), DENOISER);

        assertThatThrownBy(() -> DenoiserModel.open(imported, SessionSettings.cpu(1)))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessage("its output is 3x2x3 for an input of 3x4x6, expected the same size");
    }

    private static ForeignModel described(float black, float white, boolean channelsLast, int height, int width) {
        return new ForeignModel("x", 3, height, width, channelsLast, "y", black, white);
    }

    /** Takes one picture at a time, by its declaration, and goes half the way to black; its tensors are called as ours are. */
    private static byte[] darkening(float black, boolean channelsLast, boolean fixed) {
        Object[] shape = fixed ? new Object[] {1, 3, 4, 6} : new Object[] {1, 3, "h", "w"};
        if (channelsLast) {
            shape = new Object[] {1, 4, 6, 3};
        }
        return new OnnxGraph()
                .input("x", shape)
                .output("y", shape)
                .weight("half", new float[] {0.5f})
                .weight("black", new float[] {black / 2})
                .node("Mul", List.of("x", "half"), "denoised")
                .node("Add", List.of("denoised", "black"), "y")
                .bytes(Map.of("limpid.task", "classify-frame"));
    }

    private static Pixels noise(ImageShape shape) {
        float[] values = new float[shape.size()];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return Pixels.of(shape, values);
    }
}
