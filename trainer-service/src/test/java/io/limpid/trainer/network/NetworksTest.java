package io.limpid.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.v1.Task;
import io.limpid.trainer.network.Layers.Linear;
import io.limpid.trainer.network.PointwiseLayers.Relu;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {
    private static final ImageShape DIGIT = new ImageShape(1, 28, 28);
    private static final ImageShape COLOUR = new ImageShape(3, 32, 32);

    static Stream<Arguments> counted() {
        long hidden = 500L * 500 + 500;
        return Stream.of(
                Arguments.of(
                        "B1, L = 128",
                        Networks.mlpAutoencoder(DIGIT, 0, 0, 128, Activation.NONE, Activation.SIGMOID),
                        (784 * 128 + 128) + (128 * 784 + 784)),
                Arguments.of(
                        "B2, L = 512",
                        Networks.plainConvAutoencoder(DIGIT, List.of(512)),
                        (9 * 512 + 512) + (512 * 9 + 1)),
                Arguments.of(
                        "B3, L = 64",
                        Networks.plainConvAutoencoder(DIGIT, List.of(128, 64)),
                        (9 * 128 + 128) + (128 * 64 * 9 + 64) + (64 * 128 * 9 + 128) + (128 * 9 + 1)),
                Arguments.of(
                        "B6a, L = 64",
                        Networks.channelwiseMlpAutoencoder(COLOUR, 64),
                        (1024 * 64 + 64) + (64 * 1024 + 1024)),
                Arguments.of(
                        "B6b, L = 128",
                        Networks.plainConvAutoencoder(COLOUR, List.of(128, 128)),
                        (27 * 128 + 128) + 2 * (128 * 128 * 9 + 128) + (128 * 27 + 3)),
                Arguments.of(
                        "C2's best: n = 1, h = 500, L = 81",
                        Networks.mlpAutoencoder(DIGIT, 500, 1, 81, Activation.RELU, Activation.RELU),
                        (784 * 500 + 500) + hidden + (500 * 81 + 81) + (81 * 500 + 500) + hidden + (500 * 784 + 784)),
                Arguments.of("C4", Networks.benchmarkCnn(DIGIT, 10), (25 + 1) + (4 + 1) + (36 * 10 + 10)),
                Arguments.of(
                        "C5", Networks.latentMlp(81, 10, 20, 5), (81 * 20 + 20) + 5 * (20 * 20 + 20) + (20 * 10 + 10)),
                Arguments.of("D1", Networks.pooledAutoencoder(DIGIT), 314_625),
                Arguments.of(
                        "E1",
                        Networks.dropoutConvAutoencoder(DIGIT, List.of(8, 16, 32), 0.5, 0.2),
                        (9 * 8 + 8 + 16)
                                + (72 * 16 + 16 + 32)
                                + (144 * 32 + 32 + 64)
                                + (32 * 9 * 16 + 16)
                                + (144 * 8 + 8)
                                + (72 + 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("counted")
    void hasTheParametersOfItsSource(String name, Network network, long expected) {
        assertThat(network.parameterCount()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.limpid.trainer.network.EveryNetwork#all")
    void gradientsReachEveryParameter(String name, Network network) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            SequentialBlock block = network.block();
            block.initialize(manager, DataType.FLOAT32, network.inputShape(4));
            Randomly.fillAllButWeights(block);

            Gradients.backward(block, manager.randomNormal(network.inputShape(4)));

            List<Parameter> learnt = block.getParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .toList();
            assertThat(learnt.stream()
                            .mapToLong(parameter -> parameter.getArray().size())
                            .sum())
                    .isEqualTo(network.parameterCount());
            assertThat(learnt).allSatisfy(parameter -> assertThat(Gradients.largest(parameter))
                    .isPositive());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.limpid.trainer.network.EveryNetwork#all")
    void weightsCanBeSavedAndLoaded(String name, Network network) throws Exception {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            SequentialBlock saved = network.block();
            saved.initialize(manager, DataType.FLOAT32, network.inputShape(1));
            Randomly.fillAllButWeights(saved);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            saved.saveParameters(new DataOutputStream(bytes));
            SequentialBlock loaded = network.block();

            loaded.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

            assertThat(OnnxExport.export(network, loaded, Map.of()))
                    .isEqualTo(OnnxExport.export(network, saved, Map.of()));
        }
    }

    @Test
    void theDiscriminatorJudgesPatches() {
        List<Layer> layers = Networks.patchDiscriminator(6);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Block block = Chain.block(layers);
            block.initialize(manager, DataType.FLOAT32, new Shape(2, 6, 64, 48));

            Gradients.backward(block, manager.randomNormal(new Shape(2, 6, 64, 48)));

            assertThat(Chain.outputShape(layers, new Shape(2, 6, 64, 48))).isEqualTo(new Shape(2, 1, 6, 4));
            assertThat(Chain.outputShape(layers, new Shape(1, 6, 23, 23))).isEqualTo(new Shape(1, 1, 1, 1));
            assertThat(block.getParameters().values())
                    .filteredOn(Parameter::requiresGradient)
                    .allSatisfy(parameter ->
                            assertThat(Gradients.largest(parameter)).isPositive());
            assertThat(Chain.parameterCount(layers))
                    .isEqualTo((54 * 32 + 32 + 64) + (512 * 64 + 64 + 128) + (1024 * 128 + 128 + 256) + 1152);
        }
    }

    @Test
    void theUNetCostsLittleAPixel() {
        Network network = Networks.residualUNet(new ImageShape(1, 64, 64), 24, 2);

        assertThat(network.multiplyAdds() / (64 * 64)).isBetween(15_000L, 21_000L);
        assertThat(network.outputSize()).isEqualTo(48);
    }

    /** What the recipe photo-grey names. */
    @Test
    void theCompactUNetCostsLittleAPixel() {
        Network network = Networks.compactUNet(new ImageShape(1, 64, 64), List.of(32, 64, 64), 1);
        int half = 25 * 32 + 4 * 9 * 32 * 32 + 9 * 32 * 4;
        int quarter = 9 * 32 * 64 + 4 * 9 * 64 * 64 + 64 * 4 * 32;
        int eighth = 9 * 64 * 64 + 4 * 9 * 64 * 64 + 64 * 4 * 64;

        assertThat(network.multiplyAdds()).isEqualTo(32 * 32 * half + 16 * 16 * quarter + 8 * 8 * eighth);
        assertThat(network.multiplyAddsPerPixel()).isBetween(23_000.0, 25_000.0);
        assertThat(network.outputSize()).isEqualTo(64);
    }

    @Test
    void multiplyAddsAreThoseOfConvolutionsAndProducts() {
        assertThat(Networks.plainConvAutoencoder(DIGIT, List.of(16)).multiplyAdds())
                .isEqualTo(2 * 26 * 26 * 9 * 16);
        assertThat(Networks.channelwiseMlpAutoencoder(COLOUR, 64).multiplyAdds())
                .isEqualTo(3 * 2 * 1024 * 64);
    }

    @Test
    void describesItselfALineALayer() {
        String table = Networks.residualUNet(new ImageShape(1, 8, 6), 4, 1).describe();

        assertThat(table.lines().toList())
                .anyMatch(line -> line.matches("NoiseResidual +\\[1, 1, 8, 6] +[0-9,]+"))
                .anyMatch(line -> line.matches(" {4}Convolution\\[in=4, out=6.* \\[1, 6, 4, 3] +222"))
                .anyMatch(line -> line.matches(" {4}LatentTap\\[pooled=true] +\\[1, 6, 4, 3] +0"))
                .last()
                .asString()
                .matches("[0-9,]+ parameters, [0-9,]+ multiply-adds for an input of \\[1, 8, 6]");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal(
                        "28 x 28, found [1,32,32]",
                        () -> Networks.denoisingAutoencoder(new ImageShape(1, 32, 32), 128)),
                refusal("multiples of 4", () -> Networks.frameClassifier(new ImageShape(1, 27, 28), 10)),
                refusal("multiples of 4", () -> Networks.pooledAutoencoder(new ImageShape(1, 27, 28))),
                refusal("of at least 3", () -> Networks.plainConvAutoencoder(new ImageShape(1, 4, 4), List.of(2, 2))),
                refusal("after each convolution", () -> Networks.plainConvAutoencoder(DIGIT, List.of())),
                refusal("slope between 0 and 1", () -> Networks.dropoutConvAutoencoder(DIGIT, List.of(4), 0.5, 0)),
                refusal("dropout probability", () -> Networks.dropoutConvAutoencoder(DIGIT, List.of(4), 1, 0.2)),
                refusal("at least 6 x 6", () -> Networks.benchmarkCnn(new ImageShape(1, 5, 28), 10)),
                refusal("multiple of 4", () -> Networks.residualUNet(DIGIT, 6, 2)),
                refusal("1 to 6 levels", () -> Networks.residualUNet(DIGIT, 8, 7)),
                refusal("channels=[]", () -> Networks.compactUNet(DIGIT, List.of(), 1)),
                refusal("blocks=0", () -> Networks.compactUNet(DIGIT, List.of(8), 0)),
                refusal("multiples of 8", () -> Networks.latentUNet(DIGIT, List.of(4, 4, 4), 1, 8)),
                refusal(
                        "hidden=0, depth=2",
                        () -> Networks.mlpAutoencoder(DIGIT, 0, 2, 8, Activation.RELU, Activation.NONE)),
                refusal("depth of at least 0", () -> Networks.latentMlp(8, 10, 20, -1)));
    }

    private static Arguments refusal(String reason, Supplier<Network> making) {
        return Arguments.of(reason, making);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesSizesItCantBeMadeFor(String reason, Supplier<Network> making) {
        assertThatThrownBy(making::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> unfit() {
        Layer tap = new LatentTap(false);
        Layer keep = new Linear(4, 4);
        return Stream.of(
                Arguments.of(Task.DENOISE, List.of(keep), "latent vectors of []"),
                Arguments.of(Task.DENOISE, List.of(tap, keep, tap), "latent vectors of [4, 4]"),
                Arguments.of(Task.DENOISE, List.of(tap, new Linear(4, 3)), "the output (1, 3)"),
                Arguments.of(Task.CLASSIFY_LATENT, List.of(new Linear(4, 3)), "the output (1, 3)"),
                Arguments.of(Task.CLASSIFY_LATENT, List.of(new Relu(), new Linear(5, 4)), "on the second axis"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("unfit")
    void refusesLayersThatDontMakeANetwork(Task task, List<Layer> layers, String reason) {
        assertThatThrownBy(() -> new Network(task, List.of(4), layers, 4, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
