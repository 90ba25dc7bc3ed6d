package io.limpid.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpid.datasets.ImageSet;
import io.limpid.datasets.SyntheticDigits;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;
import io.limpid.datasets.quality.Quality;
import io.limpid.fixtures.FixtureModels;
import io.limpid.inference.ClassifierModel;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.inference.SessionSettings;
import io.limpid.reports.Picture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DenoiserEvaluationTest {
    private static final int COUNT = 300;
    private static final ImageSet CLEAN = SyntheticDigits.draw(COUNT, 5);

    private static Evaluation evaluate(ImageSet images, String noise, float factor, byte[] classifier)
            throws ModelRejectedException, InferenceException {
        SessionSettings settings = SessionSettings.cpu(1);
        try (DenoiserModel denoiser = DenoiserModel.open(FixtureModels.denoiser(1, 28, 28, factor, "s"), settings);
                ClassifierModel judge = ClassifierModel.open(classifier, settings)) {
            return new DenoiserEvaluation(new LabelledTestImages(images), NoiseModel.parse(noise), 3, 128)
                    .run(denoiser, Optional.of(judge), "");
        }
    }

    /** Half of every value: the mean squared error of the answer is known without any model. */
    @Test
    void measuresWhatTheModelMadeOfTheNoisyImages() throws ModelRejectedException, InferenceException {
        NoisyImages images = new NoisyImages(CLEAN, NoiseModel.parse("gaussian:0.3"));
        double noisyMse = 0;
        double halvedPsnr = 0;
        for (int i = 0; i < COUNT; i++) {
            float[] halved = images.image(i, 3);
            noisyMse += Quality.mse(halved, CLEAN.image(i)) / COUNT;
            for (int at = 0; at < halved.length; at++) {
                halved[at] *= 0.5f;
            }
            halvedPsnr += Quality.psnr(halved, CLEAN.image(i)) / COUNT;
        }

        Evaluation evaluation = evaluate(CLEAN, "gaussian:0.3", 0.5f, FixtureModels.frameClassifier(1, 28, 28));

        assertThat(evaluation.metrics().get("mse_noisy")).isCloseTo(noisyMse, within(1e-9));
        assertThat(evaluation.metrics().get("psnr_denoised")).isCloseTo(halvedPsnr, within(1e-4));
        assertThat(evaluation.metrics().get("ssim_denoised")).isBetween(0.0, 1.0);
        assertThat(evaluation.reports()).containsOnlyKeys("clean", "noisy", "denoised");
        assertThat(evaluation.reports().get("clean").total()).isEqualTo(COUNT);
    }

    /** The fixture's classifier names the brightest quarter; a set labelled by it is read without a mistake when clean. */
    @Test
    void accuracyIsOfTheImagesNamed() throws ModelRejectedException, InferenceException {
        ImageSet quarters = quarters();

        Evaluation evaluation = evaluate(quarters, "salt-and-pepper:0.9", 1, FixtureModels.frameClassifier(1, 28, 28));

        assertThat(evaluation.metrics().get("accuracy_clean")).isEqualTo(1);
        assertThat(evaluation.metrics().get("accuracy_noisy"))
                .isBetween(0.2, 0.999)
                .isEqualTo(evaluation.metrics().get("accuracy_denoised"));
    }

    private static ImageSet quarters() {
        int count = 64;
        byte[] pixels = new byte[count * 28 * 28];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 4);
            for (int at = 0; at < 28 * 28; at++) {
                int quarter = at / 28 / 14 * 2 + at % 28 / 14;
                pixels[i * 28 * 28 + at] = (byte) (quarter == labels[i] ? 150 : 120);
            }
        }
        return ImageSet.of(new ImageSet.Shape(1, 28, 28), pixels, labels, List.of("a", "b", "c", "d"));
    }

    @Test
    void showsTheFirstTenOfEachKind() throws ModelRejectedException, InferenceException {
        Evaluation evaluation = evaluate(CLEAN, "gaussian:0.3", 1, FixtureModels.frameClassifier(1, 28, 28));

        List<Evaluation.SheetRow> rows = evaluation.sheets().get(0).rows();
        assertThat(rows)
                .extracting(Evaluation.SheetRow::caption)
                .containsExactly("clean", "noisy", "latent vector", "denoised", "denoised − clean");
        assertThat(rows).allSatisfy(row -> assertThat(row.pictures()).hasSize(10));
        assertThat(rows.get(0).pictures().get(9).png(1))
                .isEqualTo(Picture.of(CLEAN.image(9), 1, 28, 28).png(1));
    }

    /** The figures that two of the sources report; 2 whole batches of 128, and 44 images that don't count. */
    @Test
    void givesTheSumOfBatchErrorsAndTheErrorToTheNoisyImage() throws ModelRejectedException, InferenceException {
        Evaluation evaluation = evaluate(CLEAN, "gaussian:0.3", 1, FixtureModels.frameClassifier(1, 28, 28));

        double expected = 0;
        NoisyImages images = new NoisyImages(CLEAN, NoiseModel.parse("gaussian:0.3"));
        for (int i = 0; i < 256; i++) {
            expected += Quality.mse(images.image(i, 3), CLEAN.image(i)) / 128;
        }
        assertThat(evaluation.metrics().get("error_sum")).isCloseTo(expected, within(1e-6));
        assertThat(evaluation.metrics().get("mse_to_noisy")).isCloseTo(0, within(1e-12));
        assertThat(evaluation.metrics().get("l1_denoised")).isBetween(0.05, 0.25);
    }

    @Test
    void perfectImagesHaveAFiniteFigure() throws ModelRejectedException, InferenceException {
        Evaluation evaluation = evaluate(CLEAN, "none", 1, FixtureModels.frameClassifier(1, 28, 28));

        assertThat(evaluation.metrics()).containsEntry("psnr_noisy", 100.0).containsEntry("mse_denoised", 0.0);
    }
}
