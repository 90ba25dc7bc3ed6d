package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.InputSpec;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DenoiserModelTest {
    private static final ImageShape SHAPE = new ImageShape(3, 8, 6);
    private static final SessionSettings BATCHES_OF_FOUR = new SessionSettings(Provider.CPU, 1, 4);

    @Test
    void answersEachImageOfManyBatchesInOrder() throws Exception {
        List<Pixels> images = IntStream.range(0, 11)
                .mapToObj(i -> Pixels.of(SHAPE, SampleImages.noise(SHAPE.size(), i)))
                .toList();
        try (DenoiserModel model =
                DenoiserModel.open(FixtureModels.denoiser(3, 8, 6, 0.5f, "space"), BATCHES_OF_FOUR)) {
            List<Denoised> answers = model.denoise(images);

            assertThat(answers).hasSize(11);
            for (int i = 0; i < images.size(); i++) {
                assertHalved(images.get(i), answers.get(i).image());
                assertGridMeans(images.get(i), answers.get(i).latent());
            }
        }
    }

    private static void assertHalved(Pixels image, Pixels answer) {
        assertThat(answer.shape()).isEqualTo(SHAPE);
        for (int i = 0; i < SHAPE.size(); i++) {
            assertThat(answer.get(i)).isEqualTo(image.get(i) * 0.5f);
        }
    }

    private static void assertGridMeans(Pixels image, LatentVector latent) {
        assertThat(latent.size()).isEqualTo(12);
        double sum = 0;
        for (int y = 0; y < 4; y++) {
            for (int x = 3; x < 6; x++) {
                sum += image.get(1, y, x);
            }
        }
        assertThat(latent.get(5)).as("channel 1, upper right").isCloseTo((float) (sum / 12), Offset.offset(1e-6f));
    }

    @Test
    void describesItself() throws Exception {
        try (DenoiserModel model = DenoiserModel.open(FixtureModels.denoiser(3, 8, 6, 1, "space"), BATCHES_OF_FOUR)) {
            ModelDescription description = model.description();

            assertThat(description.name()).isEqualTo("fixture-denoiser");
            assertThat(description.task()).isEqualTo(Task.DENOISE);
            assertThat(description.latentSpace()).isEqualTo("space");
            assertThat(description.inputSpec())
                    .isEqualTo(InputSpec.newBuilder()
                            .setChannels(3)
                            .setHeight(8)
                            .setWidth(6)
                            .build());
            assertThat(description.input()).hasToString("[3,8,6]");
            assertThat(model.providerInUse()).isEqualTo("cpu");
            assertThat(model.accepts(SHAPE)).isTrue();
            assertThat(model.accepts(new ImageShape(3, 8, 8))).isFalse();
            assertThat(model.accepts(new ImageShape(1, 8, 6))).isFalse();
        }
    }

    @Test
    void takesAnySizeWhereTheGraphDoes() throws Exception {
        try (DenoiserModel model = DenoiserModel.open(FixtureModels.anySizeDenoiser(1, 2, "any"), BATCHES_OF_FOUR)) {
            for (int side : new int[] {5, 40, 7}) {
                ImageShape shape = new ImageShape(1, side, side + 1);
                Pixels image = Pixels.of(shape, SampleImages.noise(shape.size(), side));

                Denoised answer = model.denoise(List.of(image)).get(0);

                assertThat(model.accepts(shape)).isTrue();
                assertThat(answer.image().get(side)).isEqualTo(Math.min(1, 2 * image.get(side)));
            }
            assertThat(model.description().input()).hasToString("[1,any,any]");
            assertThat(model.description().isFixedSize()).isFalse();
        }
    }

    @Test
    void aModelOfGreyCleansColourChannelByChannel() throws Exception {
        ImageShape shape = new ImageShape(3, 8, 6);
        Pixels grey = Pixels.of(shape.withChannels(1), SampleImages.noise(48, 5));
        List<Pixels> images = List.of(
                Pixels.of(shape, SampleImages.noise(shape.size(), 1)),
                Pixels.ofChannels(List.of(grey, grey, grey)),
                Pixels.of(shape, SampleImages.noise(shape.size(), 2)));
        try (DenoiserModel model = DenoiserModel.open(FixtureModels.denoiser(1, 8, 6, 0.5f, "s"), BATCHES_OF_FOUR)) {
            List<Denoised> answers = model.denoise(images);

            assertThat(model.accepts(shape)).isTrue();
            for (int i = 0; i < images.size(); i++) {
                assertHalved(images.get(i), answers.get(i).image());
            }
            assertThat(answers.get(1).latent())
                    .isEqualTo(model.denoise(List.of(grey)).get(0).latent());
            float ofChannels = 0;
            for (int channel = 0; channel < 3; channel++) {
                ofChannels += model.denoise(List.of(images.get(2).channel(channel)))
                                .get(0)
                                .latent()
                                .get(1)
                        / 3;
            }
            assertThat(answers.get(2).latent().get(1)).isCloseTo(ofChannels, Offset.offset(1e-6f));
        }
    }

    @Test
    void ofChannelsTheStrangestCounts() throws Exception {
        ImageShape shape = new ImageShape(3, 4, 4);
        float[] values = new float[shape.size()];
        Arrays.fill(values, 16, 32, 0.75f);
        Pixels image = Pixels.of(shape, values);
        try (DenoiserModel model =
                DenoiserModel.open(FixtureModels.scoringDenoiser(1, 4, 4, 1, "s"), BATCHES_OF_FOUR)) {
            assertThat(model.denoise(List.of(image)).get(0).anomaly())
                    .isEqualTo(model.denoise(List.of(image.channel(1))).get(0).anomaly());
        }
    }

    @Test
    void namesTheImageOnWhichItFailed() throws Exception {
        ImageShape shape = new ImageShape(1, 4, 4);
        float[] fatal = new float[16];
        fatal[3] = 0.5f;
        try (DenoiserModel model = DenoiserModel.open(FixtureModels.fragileDenoiser(1, 4, 4), BATCHES_OF_FOUR)) {
            List<Pixels> images = List.of(Pixels.of(shape, new float[16]), Pixels.of(shape, fatal));

            assertThatThrownBy(() -> model.denoise(images))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("finite")
                    .hasMessageContaining("image 1");
            assertThat(model.denoise(images.subList(0, 1))).hasSize(1);
        }
    }

    @Test
    void tellsHowAnomalousEachImageIsWhereTheModelDoes() throws Exception {
        ImageShape shape = new ImageShape(1, 4, 4);
        List<Pixels> images = Stream.of(0f, 0.25f, 0.75f, 1f, 0f)
                .map(value -> Pixels.of(shape, SampleImages.uniform(shape.size(), value)))
                .toList();
        try (DenoiserModel scoring =
                        DenoiserModel.open(FixtureModels.scoringDenoiser(1, 4, 4, 1, "s"), BATCHES_OF_FOUR);
                DenoiserModel silent = DenoiserModel.open(FixtureModels.denoiser(1, 4, 4, 1, "s"), BATCHES_OF_FOUR)) {
            List<Denoised> scored = scoring.denoise(images);
            List<Denoised> unscored = silent.denoise(images);

            assertThat(scoring.scoresAnomaly()).isTrue();
            assertThat(silent.scoresAnomaly()).isFalse();
            for (int i = 0; i < images.size(); i++) {
                assertThat(scored.get(i).anomaly()).hasValue(1 / (images.get(i).get(0) - 0.5));
                assertThat(unscored.get(i).anomaly()).isEmpty();
            }
        }
    }

    @Test
    void refusesAScoreThatIsNoNumber() throws Exception {
        ImageShape shape = new ImageShape(1, 4, 4);
        Pixels fatal = Pixels.of(shape, SampleImages.uniform(16, 0.5f));
        try (DenoiserModel model =
                DenoiserModel.open(FixtureModels.scoringDenoiser(1, 4, 4, 1, "s"), BATCHES_OF_FOUR)) {
            assertThatThrownBy(() -> model.denoise(List.of(Pixels.of(shape, new float[16]), fatal)))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("output 'anomaly'")
                    .hasMessageContaining("image 1");
        }
    }

    @Test
    void refusesImagesOfMixedShapes() throws Exception {
        Pixels small = Pixels.of(new ImageShape(1, 4, 4), new float[16]);
        Pixels large = Pixels.of(new ImageShape(1, 5, 5), new float[25]);
        try (DenoiserModel model = DenoiserModel.open(FixtureModels.anySizeDenoiser(1, 1, "any"), BATCHES_OF_FOUR)) {
            assertThatThrownBy(() -> model.denoise(List.of(large, small)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one shape");
        }
    }

    static Stream<Arguments> unservable() {
        byte[] good = FixtureModels.denoiser(1, 4, 4, 1, "space");
        return Stream.of(
                Arguments.of("truncated", FixtureModels.truncated(good), "whole ONNX file"),
                Arguments.of("empty", new byte[0], "graph"),
                Arguments.of("text", "not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8), "ONNX"),
                Arguments.of(
                        "another input", FixtureModels.misnamedDenoiser(1, 4, 4), "input 'image', found [picture]"),
                Arguments.of("a classifier", FixtureModels.frameClassifier(1, 4, 4), "output 'denoised'"),
                Arguments.of("a head", FixtureModels.latentHead(4, "space"), "input 'image', found [latent]"),
                Arguments.of("NaN", FixtureModels.nanDenoiser(1, 4, 4), "failed on a black image"),
                Arguments.of(
                        "custom operator",
                        FixtureModels.customOperatorDenoiser(1, 4, 4),
                        "com.example.evil.Exfiltrate"),
                Arguments.of(
                        "external data",
                        FixtureModels.externalDataDenoiser(1, 4, 4),
                        "'secret' pointing to another file"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unservable")
    void refusesWhatIsNoDenoiser(String kind, byte[] onnx, String reason) {
        assertThatThrownBy(() -> DenoiserModel.open(onnx, BATCHES_OF_FOUR))
                .as(kind)
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void damagedBytesNeverEscapeAsAnythingElse() {
        byte[] good = FixtureModels.denoiser(1, 4, 4, 1, "space");
        for (int cut = 1; cut < good.length; cut += 7) {
            byte[] damaged = java.util.Arrays.copyOf(good, cut);
            assertThatThrownBy(() -> DenoiserModel.open(damaged, BATCHES_OF_FOUR))
                    .as("cut at " + cut)
                    .isInstanceOf(ModelRejectedException.class);
        }
    }

    @Test
    void saysWhatIsMissingForAGpu() {
        byte[] good = FixtureModels.denoiser(1, 4, 4, 1, "space");

        assertThatThrownBy(() -> DenoiserModel.open(good, new SessionSettings(Provider.TENSORRT, 1, 4)))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("tensorrt was asked for");
        assertThatThrownBy(() -> Provider.parse("tpu"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("auto, cpu, cuda, tensorrt");
    }
}
