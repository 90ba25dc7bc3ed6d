package io.limpid.trainer.analysis.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.SessionSettings;
import io.limpid.onnx.OnnxGraph;
import io.limpid.trainer.analysis.Auroc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnomalyScoreTest {
    private static final SessionSettings CPU = SessionSettings.cpu(1);
    private static final int PAIRS = 120;

    @TempDir
    Path folder;

    /** A bright disc somewhere on black, in every channel: what the models here are calibrated on. */
    private static Pixels disc(ImageShape shape, int seed) {
        double across = (seed * 0.381966) % 1;
        double down = (seed * 0.754878) % 1;
        double radius = shape.width() * (0.15 + 0.1 * ((seed * 0.56984) % 1));
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int y = i / shape.width() % shape.height();
            int x = i % shape.width();
            double distance =
                    Math.hypot(x - shape.width() * (0.3 + 0.4 * across), y - shape.height() * (0.3 + 0.4 * down));
            values[i] = (float) Math.max(0, Math.min(1, radius - distance));
        }
        return Pixels.of(shape, values);
    }

    private static Pixels noisy(Pixels clean, int seed) {
        float[] noise = SampleImages.noise(clean.shape().size(), seed);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = Math.max(0, Math.min(1, clean.get(i) + 0.8f * (noise[i] - 0.5f)));
        }
        return Pixels.of(clean.shape(), noise);
    }

    private static List<Pixels> discs(ImageShape shape, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(seed -> disc(shape, seed))
                .toList();
    }

    private static List<Pixels> noisy(List<Pixels> clean) {
        List<Pixels> noisy = new ArrayList<>();
        for (int i = 0; i < clean.size(); i++) {
            noisy.add(noisy(clean.get(i), i));
        }
        return noisy;
    }

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of(
                        "grey", FixtureModels.blurringDenoiser(1, 28, 28, "s"), List.of(new ImageShape(1, 28, 28))),
                Arguments.of(
                        "colour", FixtureModels.denoiser(3, 30, 26, 0.9f, "s"), List.of(new ImageShape(3, 30, 26))),
                Arguments.of(
                        "any size",
                        FixtureModels.anySizeDenoiser(2, 0.9f, "s"),
                        List.of(
                                new ImageShape(2, 19, 24),
                                new ImageShape(2, 1, 1),
                                new ImageShape(2, 2, 3),
                                new ImageShape(2, 33, 5))),
                Arguments.of(
                        "long latent vectors",
                        FixtureModels.anySizeDenoiser(LatentCloud.LONGEST + 1, 0.9f, "s"),
                        List.of(new ImageShape(LatentCloud.LONGEST + 1, 6, 7))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void onnxRuntimeGivesTheScoreOfTheFormula(String name, byte[] onnx, List<ImageShape> shapes) throws Exception {
        try (DenoiserModel plain = DenoiserModel.open(onnx, CPU)) {
            List<Pixels> clean = discs(shapes.get(0), 0, 60);
            AnomalyCalibration calibration =
                    AnomalyCalibration.of(plain, TrainingPairs.of(clean, noisy(clean)), List.of());

            byte[] scoring = AnomalyNodes.addTo(onnx, calibration);

            try (DenoiserModel model = DenoiserModel.open(scoring, CPU)) {
                for (ImageShape shape : shapes) {
                    List<Pixels> images = new ArrayList<>(noisy(discs(shape, 60, 5)));
                    images.add(Pixels.of(shape, SampleImages.noise(shape.size(), 7)));
                    images.add(Pixels.of(shape, new float[shape.size()]));
                    assertSame(plain.denoise(images), model.denoise(images));
                    assertScores(calibration, images, model.denoise(images));
                }
            }
        }
    }

    private static void assertSame(List<Denoised> before, List<Denoised> after) {
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).image()).isEqualTo(before.get(i).image());
            assertThat(after.get(i).latent()).isEqualTo(before.get(i).latent());
        }
    }

    private static void assertScores(AnomalyCalibration calibration, List<Pixels> images, List<Denoised> answers) {
        for (int i = 0; i < images.size(); i++) {
            double expected = calibration.score(images.get(i), answers.get(i));
            assertThat(answers.get(i).anomaly().orElseThrow())
                    .as("image %d of %s", i, images.get(i).shape())
                    .isCloseTo(expected, within(1e-3 * Math.max(1, expected)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void theOfficialCheckerAcceptsTheFile(String name, byte[] onnx, List<ImageShape> shapes) throws Exception {
        List<Pixels> clean = discs(shapes.get(0), 0, 60);

        byte[] scoring = AnomalyScore.addTo(onnx, CPU, TrainingPairs.of(clean, noisy(clean)), List.of());

        Path file = Files.write(folder.resolve("model.onnx"), scoring);
        org.bytedeco.onnx.global.onnx.check_model(file.toString(), true, false, true);
    }

    @Test
    void oneInAHundredTrainingImagesIsAboveOneAndStrangersAre() throws Exception {
        ImageShape shape = new ImageShape(1, 28, 28);
        List<Pixels> clean = discs(shape, 0, PAIRS);
        List<Pixels> noisy = noisy(clean);
        byte[] scoring = AnomalyScore.addTo(
                FixtureModels.blurringDenoiser(1, 28, 28, "s"), CPU, TrainingPairs.of(clean, noisy), List.of());
        try (DenoiserModel model = DenoiserModel.open(scoring, CPU)) {
            double[] trained = scores(model, Stream.concat(clean.stream(), noisy.stream()));
            double[] unseen = scores(model, noisy(discs(shape, PAIRS, PAIRS)).stream());
            double[] stripes = scores(model, IntStream.range(0, 20).mapToObj(width -> stripes(shape, 2 + width % 5)));

            assertThat(java.util.Arrays.stream(trained).filter(score -> score > 1))
                    .hasSizeBetween(1, 8);
            assertThat(java.util.Arrays.stream(unseen).filter(score -> score > 1))
                    .hasSizeLessThan(PAIRS / 10);
            assertThat(java.util.Arrays.stream(stripes)).allMatch(score -> score > 1);
            assertThat(Auroc.of(unseen, stripes)).isEqualTo(1);
        }
    }

    private static Pixels stripes(ImageShape shape, int width) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % shape.width() / width % 2;
        }
        return Pixels.of(shape, values);
    }

    private static double[] scores(DenoiserModel model, Stream<Pixels> images) throws Exception {
        return model.denoise(images.toList()).stream()
                .mapToDouble(answer -> answer.anomaly().orElseThrow())
                .toArray();
    }

    @Test
    void keepsTheMetadataAndRefusesToScoreTwice() throws Exception {
        List<Pixels> clean = discs(new ImageShape(1, 8, 8), 0, 60);
        byte[] scoring = AnomalyScore.addTo(
                FixtureModels.denoiser(1, 8, 8, 1, "space"), CPU, TrainingPairs.of(clean, noisy(clean)), List.of());

        try (DenoiserModel model = DenoiserModel.open(scoring, CPU)) {
            assertThat(model.description().latentSpace()).isEqualTo("space");
        }
        assertThatThrownBy(() -> AnomalyScore.addTo(scoring, CPU, TrainingPairs.of(clean, noisy(clean)), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[denoised, latent, anomaly]");
    }

    @Test
    void wholePicturesOfWhatWasLearntInPatchesAreNoStrangers() throws Exception {
        byte[] onnx = FixtureModels.anySizeDenoiser(1, 0.9f, "s");
        TrainingPairs patches = pairs(discs(new ImageShape(1, 28, 28), 0, PAIRS));
        TrainingPairs sheets = pairs(sheets(0, 60));
        List<Pixels> unseen = noisy(sheets(60, 60));

        double[] byPatches = scores(AnomalyScore.addTo(onnx, CPU, patches, List.of()), unseen);
        double[] byBoth = scores(AnomalyScore.addTo(onnx, CPU, patches, List.of(sheets)), unseen);

        assertThat(java.util.Arrays.stream(byPatches).filter(score -> score > 1))
                .hasSizeGreaterThan(30);
        assertThat(java.util.Arrays.stream(byBoth).filter(score -> score > 1)).hasSizeLessThan(6);
    }

    private static TrainingPairs pairs(List<Pixels> clean) {
        return TrainingPairs.of(clean, noisy(clean));
    }

    private static double[] scores(byte[] onnx, List<Pixels> images) throws Exception {
        try (DenoiserModel model = DenoiserModel.open(onnx, CPU)) {
            return scores(model, images.stream());
        }
    }

    /** Four rows of a disc and three empty places: darker than any patch, and with less contrast. */
    private static List<Pixels> sheets(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(AnomalyScoreTest::sheet)
                .toList();
    }

    private static Pixels sheet(int seed) {
        int side = 4 * 28;
        float[] values = new float[side * side];
        for (int cell = 0; cell < 16; cell += 4) {
            Pixels disc = disc(new ImageShape(1, 28, 28), 16 * seed + cell);
            for (int i = 0; i < disc.shape().size(); i++) {
                int y = cell / 4 * 28 + i / 28;
                int x = cell % 4 * 28 + i % 28;
                values[y * side + x] = disc.get(i);
            }
        }
        return Pixels.of(new ImageShape(1, side, side), values);
    }

    @Test
    void refusesTooFewPairsAndUnequalOnes() {
        byte[] onnx = FixtureModels.denoiser(1, 8, 8, 1, "space");
        List<Pixels> clean = discs(new ImageShape(1, 8, 8), 0, 60);
        TrainingPairs few = TrainingPairs.of(clean.subList(0, 49), clean.subList(0, 49));

        assertThatThrownBy(() -> AnomalyScore.addTo(onnx, CPU, few, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least 50 pairs of images, found 49");
        assertThatThrownBy(() -> AnomalyScore.addTo(onnx, CPU, TrainingPairs.of(clean, clean), List.of(few)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrainingPairs.of(clean, clean.subList(0, 55)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 55 and 60");
    }

    @Test
    void refusesFilesThatItCannotExtend() {
        byte[] text = "not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] empty = new OnnxGraph().bytes(Map.of());

        assertThatThrownBy(() -> OnnxGraph.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OnnxGraph.of(empty).width("image"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'image'");
    }
}
