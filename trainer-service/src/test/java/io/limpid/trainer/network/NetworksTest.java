package io.limpid.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.LatentVector;
import io.limpid.inference.ServableModel;
import io.limpid.inference.SessionSettings;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {
    private static final ImageShape DIGIT = new ImageShape(1, 28, 28);

    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    @AfterEach
    void free() {
        manager.close();
    }

    private SequentialBlock initialised(Network network) {
        SequentialBlock block = network.block();
        block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, network.inputShape(2));
        return block;
    }

    /** By hand: weights and biases, layer by layer. */
    static Stream<Arguments> counts() {
        return Stream.of(
                Arguments.of("D1", Networks.pooledAutoencoder(DIGIT), 314_625),
                Arguments.of(
                        "B1",
                        Networks.mlpAutoencoder(DIGIT, 0, 0, 512, Activation.RELU, Activation.SIGMOID),
                        784 * 512 + 512 + 512 * 784 + 784),
                Arguments.of(
                        "C1",
                        Networks.mlpAutoencoder(DIGIT, 256, 2, 64, Activation.RELU, Activation.NONE),
                        785 * 256 + 2 * 257 * 256 + 257 * 64 + 65 * 256 + 2 * 257 * 256 + 257 * 784),
                Arguments.of("B2", Networks.plainConvAutoencoder(DIGIT, List.of(16)), 10 * 16 + 16 * 9 + 1),
                Arguments.of(
                        "B3",
                        Networks.plainConvAutoencoder(DIGIT, List.of(128, 64)),
                        10 * 128 + (128 * 9 + 1) * 64 + 64 * 9 * 128 + 128 + 128 * 9 + 1),
                Arguments.of("C4", Networks.benchmarkCnn(DIGIT, 10), 26 + 5 + 370),
                Arguments.of("C5", Networks.latentMlp(81, 10, 20, 5), 82 * 20 + 5 * 21 * 20 + 210));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("counts")
    void haveTheirSourcesParameters(String name, Network network, long parameters) {
        assertThat(Network.parameterCount(initialised(network))).isEqualTo(parameters);
    }

    @Test
    void countsMultiplications() {
        Network network = Networks.plainConvAutoencoder(DIGIT, List.of(16));

        assertThat(network.multiplyAdds(initialised(network))).isEqualTo(2L * 26 * 26 * 16 * 9);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.limpid.trainer.network.OnnxExportTest#networks")
    void everyParameterFeelsAGradient(String name, Network network) {
        SequentialBlock block = initialised(network);
        // attention begins switched off
        block.getParameters().values().stream()
                .filter(parameter -> parameter.getName().equals("gamma")
                        && parameter.getArray().size() == 1)
                .forEach(parameter -> parameter.getArray().set(new float[] {1}));
        NDArray input = manager.randomUniform(0, 1, network.inputShape(8));

        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray output = block.forward(new ParameterStore(manager, false), new NDList(input), true)
                    .singletonOrThrow();
            NDArray loss = output.sub(0.3f).square().mean();
            for (Penalised layer : Penalised.in(block)) {
                loss = loss.add(layer.takePenalty().orElseThrow());
            }
            collector.backward(loss);
        }

        assertThat(block.getParameters().values())
                .filteredOn(Parameter::requiresGradient)
                .allSatisfy(parameter -> assertThat(largest(parameter.getArray().getGradient()))
                        .as(parameter.getName() + " " + parameter.getArray().getShape())
                        .isFinite());
        assertThat(block.getParameters().values().stream()
                        .filter(Parameter::requiresGradient)
                        .filter(parameter -> largest(parameter.getArray().getGradient()) == 0)
                        // a bias in front of batch normalisation, and a key's, have none by design; dropout may hide a
                        // channel
                        .filter(parameter -> !parameter.getName().endsWith("bias"))
                        .toList())
                .isEmpty();
    }

    private static float largest(NDArray array) {
        return array.abs().max().getFloat();
    }

    /** Opened by the code that serves them, and compared with the engine. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.limpid.trainer.network.OnnxExportTest#networks")
    void areServedAsTheEngineRunsThem(String name, Network network) throws Exception {
        SequentialBlock block = initialised(network);
        String task = network.task().name().toLowerCase(Locale.ROOT).replace('_', '-');
        byte[] onnx = OnnxExport.export(network, block, Map.of("limpid.task", task, "limpid.latent_space", "test"));

        for (int batch : new int[] {1, 3}) {
            float[] input = random(batch * network.inputSize());
            NDArray expected = forward(block, input, network.inputShape(batch));
            if (network.task() != Task.DENOISE) {
                assertClose(classify(network, onnx, input, batch), expected.softmax(1));
            } else {
                float[] latents = Networks.latents(block);
                List<Denoised> answers = denoise(onnx, input, network.inputShape(batch));
                assertClose(images(answers, network.inputSize()), expected);
                assertClose(latents(answers, network.outputSize()), manager.create(latents));
            }
        }
    }

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"27, 41", "32, 32", "5, 6", "1, 1", "64, 30"})
    void theResidualUNetTakesAnySize(int height, int width) throws Exception {
        Network network = Networks.residualUNet(new ImageShape(1, 32, 32), 4, 2);
        SequentialBlock block = initialised(network);
        byte[] onnx = OnnxExport.export(network, block, Map.of());
        Shape shape = new Shape(2, 1, height, width);
        float[] input = random(2 * height * width);

        NDArray expected = forward(block, input, shape);

        assertThat(expected.getShape()).isEqualTo(shape);
        assertClose(images(denoise(onnx, input, shape), height * width), expected);
    }

    @Test
    void fullyConvolutionalNetworksTakeAnySize() throws Exception {
        Network network = Networks.dropoutConvAutoencoder(new ImageShape(3, 16, 16), List.of(4, 4, 4), 0.5, 0.2);
        byte[] onnx = OnnxExport.export(network, initialised(network), Map.of());

        List<Denoised> answers = denoise(onnx, random(3 * 9 * 40), new Shape(1, 3, 9, 40));

        assertThat(answers.get(0).image().shape()).isEqualTo(new ImageShape(3, 9, 40));
        assertThat(answers.get(0).latent().size()).isEqualTo(4);
    }

    private NDArray forward(Block block, float[] input, Shape shape) {
        return block.forward(new ParameterStore(manager, false), new NDList(manager.create(input, shape)), false)
                .singletonOrThrow();
    }

    private static float[] random(int size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    private static void assertClose(float[] found, NDArray expected) {
        float[] values = expected.toFloatArray();
        assertThat(found).hasSameSizeAs(values);
        for (int i = 0; i < values.length; i++) {
            assertThat(found[i]).as("value %d", i).isCloseTo(values[i], within(1e-4f));
        }
    }

    private static List<Denoised> denoise(byte[] onnx, float[] input, Shape shape) throws Exception {
        ImageShape each = new ImageShape((int) shape.get(1), (int) shape.get(2), (int) shape.get(3));
        FloatBuffer values = FloatBuffer.wrap(input);
        try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
            return model.denoise(Stream.generate(() -> Pixels.read(each, values))
                    .limit(shape.get(0))
                    .toList());
        }
    }

    private static float[] images(List<Denoised> answers, int size) {
        FloatBuffer all = FloatBuffer.allocate(answers.size() * size);
        answers.forEach(answer -> answer.image().copyTo(all));
        return all.array();
    }

    private static float[] latents(List<Denoised> answers, int size) {
        FloatBuffer all = FloatBuffer.allocate(answers.size() * size);
        answers.forEach(answer -> answer.latent().copyTo(all));
        return all.array();
    }

    private static LatentVector vector(int size, FloatBuffer values) {
        float[] vector = new float[size];
        values.get(vector);
        return LatentVector.of(vector);
    }

    private static float[] classify(Network network, byte[] onnx, float[] input, int batch) throws Exception {
        FloatBuffer all = FloatBuffer.allocate(batch * network.outputSize());
        FloatBuffer values = FloatBuffer.wrap(input);
        try (ServableModel open = ClassifierModel.open(onnx, SessionSettings.cpu(1))) {
            ClassifierModel model = (ClassifierModel) open;
            (network.task() == Task.CLASSIFY_FRAME
                            ? model.classifyFrames(Stream.generate(() -> Pixels.read(DIGIT, values))
                                    .limit(batch)
                                    .toList())
                            : model.classifyLatents(Stream.generate(() -> vector(network.inputSize(), values))
                                    .limit(batch)
                                    .toList()))
                    .forEach(scores -> scores.asList().forEach(all::put));
        }
        return all.array();
    }
}
