package io.limpid.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.limpid.contracts.image.ImageShape;
import io.limpid.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExportTest {
    private static final ImageShape DIGIT = new ImageShape(1, 28, 28);
    private static final ImageShape COLOUR = new ImageShape(3, 32, 32);

    @TempDir
    Path folder;

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of(new Layers.Convolution(2, 3, 3, 1, 1), new Shape(2, 2, 6, 5)),
                Arguments.of(new Layers.Convolution(2, 3, 3, 2, 1), new Shape(2, 2, 7, 7)),
                Arguments.of(new Layers.TransposedConvolution(3, 2, 3, 2, 1, 0), new Shape(2, 3, 4, 4)),
                Arguments.of(new Layers.TransposedConvolution(3, 2, 3, 2, 1, 1), new Shape(2, 3, 7, 5)),
                Arguments.of(new Layers.TransposedConvolution(3, 2, 3, 1, 0, 0), new Shape(2, 3, 4, 4)),
                Arguments.of(new Layers.BatchNormalization(3), new Shape(4, 3, 5, 5)),
                Arguments.of(new Layers.BatchNormalization(6), new Shape(4, 6)),
                Arguments.of(new Layers.Relu(), new Shape(2, 9)),
                Arguments.of(new Layers.Sigmoid(), new Shape(2, 9)),
                Arguments.of(new Layers.MaxPooling(2), new Shape(2, 3, 6, 8)),
                Arguments.of(new Layers.Flatten(), new Shape(2, 3, 4, 5)),
                Arguments.of(new Layers.Linear(6, 4), new Shape(3, 6)),
                Arguments.of(new Layers.Reshape(-1, 2, 3, 4), new Shape(5, 24)),
                Arguments.of(new Layers.Convolution(2, 3, 4, 2, 1, false), new Shape(2, 2, 8, 8)),
                Arguments.of(new Layers.LeakyRelu(0.2), new Shape(2, 9)),
                Arguments.of(new Layers.Tanh(), new Shape(2, 9)),
                Arguments.of(new Layers.ChannelDropout(0.5), new Shape(2, 3, 4, 4)),
                Arguments.of(new Layers.Upsampling(), new Shape(2, 3, 4, 5)),
                Arguments.of(new Layers.Clamp(), new Shape(2, 9)),
                Arguments.of(new SelfAttention(16), new Shape(2, 16, 3, 4)),
                Arguments.of(new VariationalLinear(6, 4), new Shape(3, 6)),
                Arguments.of(
                        new Composite.NoiseResidual(List.of(new Layers.Convolution(2, 2, 3, 1, 1))),
                        new Shape(2, 2, 5, 4)),
                Arguments.of(
                        new Composite.Skip(List.of(new Layers.Convolution(2, 3, 3, 2, 1), new Layers.Upsampling())),
                        new Shape(2, 2, 5, 7)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("layers")
    void eachLayerMeansTheSameInOnnx(Layer layer, Shape shape) throws Exception {
        float[] input = new float[(int) shape.size()];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Block block = layer.block();
            block.initialize(manager, DataType.FLOAT32, shape);
            block.getParameters().values().forEach(parameter -> randomise(parameter.getArray(), random));
            NDArray expected = forward(manager, block, input, shape);

            float[] found = run(layer, block, input, shape, expected.getShape());

            float[] values = expected.toFloatArray();
            assertThat(found).hasSameSizeAs(values);
            for (int i = 0; i < values.length; i++) {
                assertThat(found[i]).as("value %d", i).isCloseTo(values[i], within(1e-5f));
            }
        }
    }

    /** Fresh biases and running means are zero, and would hide that they are missing; variances must be positive. */
    private static void randomise(NDArray weights, SplittableRandom random) {
        float[] values = new float[(int) weights.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(0.5, 1.5);
        }
        weights.set(values);
    }

    private static NDArray forward(NDManager manager, Block block, float[] input, Shape shape) {
        return block.forward(new ParameterStore(manager, false), new NDList(manager.create(input, shape)), false)
                .singletonOrThrow();
    }

    private static float[] run(Layer layer, Block block, float[] input, Shape shape, Shape outputShape)
            throws Exception {
        OnnxGraph graph = new OnnxGraph().input("x", boxed(shape)).output("y", boxed(outputShape));
        layer.export(graph, "layer", "x", "y", block);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph.bytes(Map.of()));
                OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape.getShape());
                OrtSession.Result result = session.run(Map.of("x", x))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] found = new float[values.remaining()];
            values.get(found);
            return found;
        }
    }

    private static Object[] boxed(Shape shape) {
        return java.util.Arrays.stream(shape.getShape()).boxed().toArray();
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of("denoiser", Networks.denoisingAutoencoder(DIGIT, 128)),
                Arguments.of("colour denoiser", Networks.denoisingAutoencoder(new ImageShape(3, 28, 28), 32)),
                Arguments.of("frame classifier", Networks.frameClassifier(DIGIT, 10)),
                Arguments.of("latent head", Networks.latentHead(128, 10)),
                Arguments.of("A5 attention", Networks.attentionAutoencoder(DIGIT, 128)),
                Arguments.of("A5 variational", Networks.variationalAutoencoder(DIGIT, 128)),
                Arguments.of("B1", Networks.mlpAutoencoder(DIGIT, 0, 0, 128, Activation.RELU, Activation.SIGMOID)),
                Arguments.of("B2", Networks.plainConvAutoencoder(DIGIT, List.of(16))),
                Arguments.of("B3", Networks.plainConvAutoencoder(DIGIT, List.of(128, 64))),
                Arguments.of("B6a", Networks.channelwiseMlpAutoencoder(COLOUR, 512)),
                Arguments.of("B6b", Networks.plainConvAutoencoder(COLOUR, List.of(128, 128))),
                Arguments.of("C1", Networks.mlpAutoencoder(DIGIT, 256, 2, 64, Activation.RELU, Activation.NONE)),
                Arguments.of("C4", Networks.benchmarkCnn(DIGIT, 10)),
                Arguments.of("C5", Networks.latentMlp(81, 10, 20, 5)),
                Arguments.of("D1", Networks.pooledAutoencoder(DIGIT)),
                Arguments.of("E1", Networks.dropoutConvAutoencoder(DIGIT, List.of(8, 16, 32), 0.5, 0.2)),
                Arguments.of("E2", Networks.dropoutConvAutoencoder(COLOUR, List.of(8, 16, 32), 0.5, 0.2)),
                Arguments.of("U-Net", Networks.residualUNet(DIGIT, 8, 2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void theOfficialCheckerAcceptsEachNetwork(String name, Network network) throws Exception {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            SequentialBlock block = network.block();
            block.initialize(manager, DataType.FLOAT32, network.inputShape(2));

            byte[] file = OnnxExport.export(network, block, Map.of("limpid.name", name));

            checkModel(file);
        }
    }

    /** The checker reads files, and throws on what it refuses. */
    private void checkModel(byte[] onnx) throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), onnx);
        org.bytedeco.onnx.global.onnx.check_model(file.toString(), true, false, true);
    }

    @Test
    void theCheckerWouldNotAcceptAMisspeltOperator() {
        byte[] misspelt = new OnnxGraph()
                .input("x", "batch", 4)
                .output("y", "batch", 4)
                .node("Rellu", List.of("x"), "y")
                .bytes(Map.of());

        assertThatThrownBy(() -> checkModel(misspelt)).hasMessageContaining("Rellu");
    }

    @Test
    void theSameNetworkGivesTheSameBytes() {
        Network network = Networks.latentHead(8, 3);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            SequentialBlock block = network.block();
            block.initialize(manager, DataType.FLOAT32, network.inputShape(2));
            Map<String, String> metadata = Map.of("b", "2", "a", "1", "c", "3");

            assertThat(OnnxExport.export(network, block, metadata))
                    .isEqualTo(OnnxExport.export(network, block, metadata));
        }
    }

    @Test
    void networksSayWhichSizesTheyTake() {
        assertThatThrownBy(() -> Networks.denoisingAutoencoder(new ImageShape(1, 32, 32), 128))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("28 x 28, found [1,32,32]");
        assertThatThrownBy(() -> Networks.frameClassifier(new ImageShape(1, 27, 28), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiples of 4");
    }
}
