package io.limpid.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.MetadataKeys;
import io.limpid.inference.Provider;
import io.limpid.inference.SessionSettings;
import io.limpid.trainer.network.Network;
import io.limpid.trainer.network.Networks;
import io.limpid.trainer.network.Randomly;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With random weights; what training makes of them changes nothing in how they are exported. */
class EveryNetworkParityTest {
    private static final ImageShape SQUARE = new ImageShape(1, 16, 16);
    private static final Network UNET = Networks.residualUNet(SQUARE, 8, 2);
    private static final Network COMPACT = Networks.compactUNet(SQUARE, List.of(8, 8, 8), 1);

    private static TrainedNetwork untrained(Network network) {
        Engine.getEngine("PyTorch").setRandomSeed(1);
        Model model = Model.newInstance("untrained", Device.cpu(), "PyTorch");
        SequentialBlock block = network.block();
        block.initialize(model.getNDManager(), DataType.FLOAT32, network.inputShape(2));
        Randomly.fillAllButWeights(block);
        model.setBlock(block);
        return new TrainedNetwork(network, model);
    }

    /** Samples of random values. */
    private record Noise(int size, int inputSize) implements Samples {
        @Override
        public int targetSize() {
            return 1;
        }

        @Override
        public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
            System.arraycopy(Randomly.values(inputSize, index), 0, input, inputOffset, inputSize);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.limpid.trainer.network.EveryNetwork#all")
    void passesTheGateAloneAndInBatches(String name, Network network) throws Exception {
        try (TrainedNetwork trained = untrained(network)) {
            byte[] onnx = trained.toOnnx(metadata(network));

            for (int count : new int[] {1, 3}) {
                assertThat(ParityGate.check(trained, onnx, new Noise(count, network.inputSize())))
                        .isLessThan(1e-4);
            }
        }
    }

    private static Map<String, String> metadata(Network network) {
        String task = network.task().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return network.task() == Task.CLASSIFY_LATENT
                ? Map.of(MetadataKeys.TASK, task, MetadataKeys.LATENT_SPACE, "0123456789abcdef")
                : Map.of(MetadataKeys.TASK, task);
    }

    static Stream<Arguments> anySizes() {
        return Stream.of(UNET, COMPACT).flatMap(network -> Stream.of("1x1", "1x2", "2x5", "27x41", "64x64")
                .map(size -> Arguments.of(network, size)));
    }

    @ParameterizedTest
    @MethodSource("anySizes")
    void uNetsTakeAnySizeDownToOnePixel(Network network, String size) throws Exception {
        int height = Integer.parseInt(size.split("x")[0]);
        int width = Integer.parseInt(size.split("x")[1]);
        ImageShape shape = new ImageShape(1, height, width);
        float[] values = Randomly.values(shape.size(), 1);
        try (TrainedNetwork trained = untrained(network);
                DenoiserModel model = DenoiserModel.open(trained.toOnnx(Map.of()), SessionSettings.cpu(1))) {
            List<float[]> expected = trained.predict(values, new Shape(1, 1, height, width));

            Denoised found = model.denoise(List.of(Pixels.of(shape, values))).get(0);

            assertThat(model.description().isFixedSize()).isFalse();
            assertThat(found.image().toArray()).containsExactly(expected.get(0), within(1e-4f));
            assertThat(floats(found)).containsExactly(expected.get(1), within(1e-4f));
        }
    }

    /** Of the compact one two levels: weights by chance let three reach farther than tiles overlap at most. */
    static Stream<Network> tiled() {
        return Stream.of(UNET, Networks.compactUNet(SQUARE, List.of(8, 8), 1));
    }

    @ParameterizedTest
    @MethodSource("tiled")
    void tilesOfUNetsShowNoSeams(Network network) throws Exception {
        ImageShape shape = new ImageShape(1, 260, 410);
        Pixels image = Pixels.of(shape, Randomly.values(shape.size(), 1));
        try (TrainedNetwork trained = untrained(network);
                DenoiserModel whole = DenoiserModel.open(trained.toOnnx(Map.of()), tilesOf(4_096));
                DenoiserModel tiled = DenoiserModel.open(trained.toOnnx(Map.of()), tilesOf(64))) {
            float[] expected = whole.denoise(List.of(image)).get(0).image().toArray();
            float[] found = tiled.denoise(List.of(image)).get(0).image().toArray();

            assertThat(largestDifference(expected, found)).isLessThan(1e-3);
        }
    }

    private static double largestDifference(float[] expected, float[] found) {
        return IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs(expected[i] - found[i]))
                .max()
                .orElseThrow();
    }

    private static SessionSettings tilesOf(int side) {
        return new SessionSettings(Provider.CPU, 1, 4, side);
    }

    private static float[] floats(Denoised found) {
        float[] latent = new float[found.latent().size()];
        found.latent().copyTo(FloatBuffer.wrap(latent));
        return latent;
    }

    @Test
    void predictionsAreTheSameInAnyBatch() {
        Network network = Networks.plainConvAutoencoder(new ImageShape(1, 7, 9), List.of(4));
        int count = 70;
        float[] inputs = Randomly.values(count * 63, 1);
        try (TrainedNetwork trained = untrained(network)) {
            List<float[]> all = trained.predict(inputs, count);

            List<float[]> last = trained.predict(Arrays.copyOfRange(inputs, 69 * 63, 70 * 63), 1);

            assertThat(all.get(0)).hasSize(count * 63);
            assertThat(all.get(1)).hasSize(count * 4);
            assertThat(Arrays.copyOfRange(all.get(0), 69 * 63, 70 * 63)).containsExactly(last.get(0), within(1e-6f));
            assertThat(Arrays.copyOfRange(all.get(1), 69 * 4, 70 * 4)).containsExactly(last.get(1), within(1e-6f));
        }
    }
}
