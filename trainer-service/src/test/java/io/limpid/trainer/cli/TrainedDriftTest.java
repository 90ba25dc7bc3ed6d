package io.limpid.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.DataSets;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.SyntheticDigits;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.SessionSettings;
import io.limpid.inference.drift.DriftWindow;
import io.limpid.inference.drift.NoiseSigma;
import io.limpid.trainer.run.Runs;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A denoiser as it is trained and exported tells by its file alone whether images are those of its training. */
class TrainedDriftTest {
    private static final int WINDOW = 512;
    private static final double THRESHOLD = 2;
    private static final String RECIPE = """
            name: drift-denoiser
            task: denoise
            data: {set: synthetic, validation: 32, limit: 1000}
            noise: gaussian:0.5
            network: {type: conv-autoencoder, latent: 16}
            optimiser: {learningRate: 0.003}
            epochs: 2
            batch: 32
            seed: 1
            evaluation: {images: 64}
            """;

    @TempDir
    static Path folder;

    private static DenoiserModel model;

    @BeforeAll
    static void train() throws Exception {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
        Path runs = folder.resolve("runs");
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        int exit = new TrainMain(new JsonEvents(silent), DataSets.standard(Map.of()), () -> false)
                .run(recipe.toString(), "--runs", runs.toString());
        assertThat(exit).isZero();
        byte[] onnx = Files.readAllBytes(new Runs(runs)
                .latest("drift-denoiser", "synthetic")
                .orElseThrow()
                .model());
        model = DenoiserModel.open(onnx, SessionSettings.cpu(1));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static DriftWindow.Drift drift(ImageSet clean, String noise, UnaryOperator<float[]> change)
            throws Exception {
        DriftWindow window = new DriftWindow(model.maybeTraining().orElseThrow(), WINDOW);
        NoisyImages noisy = new NoisyImages(clean, NoiseModel.parse(noise));
        List<Pixels> images = new ArrayList<>();
        for (int i = 0; i < WINDOW; i++) {
            images.add(Pixels.of(new ImageShape(1, 28, 28), change.apply(noisy.image(i, 99))));
        }
        List<Denoised> answers = model.denoise(images);
        DriftWindow.Drift latest = null;
        for (int i = 0; i < WINDOW; i++) {
            latest = window.add(
                            images.get(i),
                            NoiseSigma.of(images.get(i)),
                            answers.get(i).latent())
                    .orElse(latest);
        }
        return latest;
    }

    private static ImageSet digits() {
        return SyntheticDigits.draw(WINDOW, 777);
    }

    @Test
    void unseenImagesLikeThoseOfTheTrainingDoNotDrift() throws Exception {
        DriftWindow.Drift drift = drift(digits(), "gaussian:0.5", UnaryOperator.identity());

        assertThat(drift.input()).isPositive().isLessThan(THRESHOLD);
        assertThat(drift.latent().orElseThrow()).isPositive().isLessThan(THRESHOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gaussian:0.4", "gaussian:0.6", "salt-and-pepper:0.3", "gaussian:0.5+blur:1"})
    void otherNoiseDrifts(String noise) throws Exception {
        assertThat(drift(digits(), noise, UnaryOperator.identity()).worst()).isGreaterThan(THRESHOLD);
    }

    @Test
    void otherImagesDrift() throws Exception {
        ImageSet ones = SyntheticDigits.draw(10 * WINDOW, 777).ofClasses(List.of("1"));

        DriftWindow.Drift onlyOnes = drift(ones, "gaussian:0.5", UnaryOperator.identity());
        DriftWindow.Drift inverted = drift(digits(), "gaussian:0.5", TrainedDriftTest::inverted);

        assertThat(onlyOnes.latent().orElseThrow()).isGreaterThan(THRESHOLD);
        assertThat(inverted.worst()).isGreaterThan(THRESHOLD);
    }

    private static float[] inverted(float[] image) {
        for (int i = 0; i < image.length; i++) {
            image[i] = 1 - image[i];
        }
        return image;
    }
}
