package io.limpid.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpid.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What trainings yield, and what can be asked of them. */
class TrainMainTest extends TrainMainCase {
    /** One after the other, because each needs what the one before left. */
    @Test
    void trainsTheThreeKindsOfModel() throws IOException {
        assertThat(train(CLASSIFIER)).isZero();
        assertThat(kinds()).containsExactly("note", "started", "step", "epoch", "stage", "finished");
        assertThat(last().path("metrics").path("accuracy_clean").isNumber()).isTrue();
        assertThat(latest("tiny-classifier").path())
                .isDirectoryContaining("glob:**/model.onnx")
                .isDirectoryContaining("glob:**/curves.png")
                .isDirectoryContaining("glob:**/history.json")
                .isDirectoryContaining("glob:**/report.html");
        assertThat(latest("tiny-classifier").path().resolve("report.html"))
                .content()
                .contains(">training images</th><td>256<", ">epochs</th><td>1<", ">ONNX Runtime</th><td>1.")
                .containsPattern(">Limpid</th><td>\\d+\\.\\d+")
                .containsPattern(">PyTorch</th><td>\\d+\\.\\d+")
                .containsPattern(">date</th><td>20\\d\\d-\\d\\d-\\d\\dT[0-9:]+Z<")
                .containsPattern(">system</th><td>[^<]*\\d+ processor cores<")
                .containsPattern(">multiply_adds</th><td>[\\d,]+<");
        assertThat(Runs.info(latest("tiny-classifier")).labels()).hasSize(10);

        assertThat(train(DENOISER)).isZero();
        assertThat(latest("tiny-denoiser").path().resolve("report.html"))
                .content()
                .containsSubsequence(">Test images<", ">Figures<", ">Provenance<");
        assertThat(last().path("metrics").fieldNames())
                .toIterable()
                .contains(
                        "mse_noisy",
                        "psnr_denoised",
                        "ssim_denoised",
                        "accuracy_clean",
                        "accuracy_noisy",
                        "accuracy_denoised",
                        "serving_ms");
        assertThat(latest("tiny-denoiser").path()).isDirectoryContaining("glob:**/samples.png");

        assertThat(train(DENOISER.replace("classifier: tiny-classifier", "classifier: tiny-denoiser")))
                .isEqualTo(2);
        assertThat(last().path("message").asText())
                .contains(
                        "line 10: evaluation.classifier must name a recipe of task classify-frame, found 'tiny-denoiser'");

        assertThat(train(HEAD, "--epochs", "1")).isZero();
        assertThat(Runs.info(latest("tiny-head")).latentSpace())
                .isEqualTo(Runs.info(latest("tiny-denoiser")).latentSpace())
                .hasSize(16);
        assertThat(Files.readString(latest("tiny-head").path().resolve("recipe.yaml")))
                .contains("epochs: 1");
        double once = last().path("metrics").path("validation_loss").asDouble();

        // three noisy copies of each image are three times as many steps
        assertThat(train(HEAD + "noiseDraws: 3\n", "--epochs", "1")).isZero();
        assertThat(last().path("metrics").path("validation_loss").asDouble())
                .isPositive()
                .isLessThan(once);
    }

    @Test
    void aTeachersAnswersTakeTheirShareInTheTargets() throws IOException {
        String alone = DENOISER.replace(", classifier: tiny-classifier", "");
        String student = alone.replace("tiny-denoiser", "tiny-student");
        String taught = student + "teacher: {recipe: tiny-denoiser, weight: ";

        assertThat(train(taught + "1}\n")).isEqualTo(2);
        assertThat(last().path("message").asText())
                .contains("line 12: recipe tiny-student needs a finished run of tiny-denoiser on data set synthetic");

        assertThat(train(alone)).isZero();
        double untaught = last().path("metrics").path("train_loss").asDouble();
        assertThat(train(taught + "0.000000001}\n")).isZero();
        assertThat(last().path("metrics").path("train_loss").asDouble()).isCloseTo(untaught, withinPercentage(0.01));
        assertThat(train(taught + "1}\n")).isZero();
        // a blurred digit is nearer to what a network begins with than a digit is
        assertThat(last().path("metrics").path("train_loss").asDouble())
                .isPositive()
                .isLessThan(untaught);
        assertThat(notes()).contains("taught by run " + latest("tiny-denoiser").id());
        assertThat(last().path("metrics").path("psnr_denoised").isNumber()).isTrue();
    }

    @Test
    void aTeacherOfOtherImagesIsRefused() throws IOException {
        assertThat(train(CLASSIFIER)).isZero();
        assertThat(train(DENOISER + "teacher: {recipe: tiny-classifier, weight: 1}\n"))
                .isEqualTo(2);
        assertThat(last().path("message").asText())
                .contains("line 12: teacher.recipe must name a recipe of task denoise, found 'tiny-classifier'");
    }

    @Test
    void aRunKeepsTheNameOfTheStudyItIsAPartOf() throws IOException {
        assertThat(train(CLASSIFIER, "--part-of", "a-grid")).isZero();
        assertThat(train(CLASSIFIER)).isZero();

        assertThat(new Runs(runs()).all()).extracting(Runs::partOf).containsExactly("", "a-grid");
    }

    @Test
    void errorSumAddsUpBatchesOfTheEvaluationsSize() throws IOException {
        String alone = DENOISER.replace(", classifier: tiny-classifier", "");

        assertThat(train(alone)).isZero();
        JsonNode trainings = last().path("metrics");
        assertThat(train(alone.replace("images: 64", "images: 64, batch: 16"))).isZero();
        JsonNode own = last().path("metrics");

        double error = own.path("mse_denoised").asDouble();
        assertThat(error).isPositive().isEqualTo(trainings.path("mse_denoised").asDouble());
        assertThat(trainings.path("error_sum").asDouble()).isCloseTo(2 * error, withinPercentage(0.01));
        assertThat(own.path("error_sum").asDouble()).isCloseTo(4 * error, withinPercentage(0.01));
    }

    @Test
    void aBudgetCutsTheTrainingAndTheFiguresSaySo() throws IOException {
        assertThat(train(CLASSIFIER.replace("epochs: 1", "epochs: 100000"), "--budget-seconds", "0.5"))
                .isZero();

        JsonNode metrics = last().path("metrics");
        assertThat(metrics.path("epochs_full").asInt()).isEqualTo(100_000);
        assertThat(metrics.path("epochs").asInt()).isLessThan(1000);
        assertThat(metrics.path("images").asInt()).isLessThanOrEqualTo(256);
        assertThat(metrics.path("images_full").asInt()).isEqualTo(256);
        assertThat(Files.readString(latest("tiny-classifier").path().resolve("recipe.yaml")))
                .contains("epochs: " + metrics.path("epochs").asInt());
    }

    @Test
    void valuesCanBeSetByTheirKey() throws IOException {
        assertThat(train(CLASSIFIER, "--set", "optimiser.type=sgd", "--set", "batch=64"))
                .isZero();
        assertThat(Files.readString(latest("tiny-classifier").path().resolve("recipe.yaml")))
                .contains("sgd", "batch: 64");
        assertThat(train(CLASSIFIER, "--set", "batch")).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("expected --set key=value", "found 'batch'");
        assertThat(train(CLASSIFIER, "--budget-seconds", "-1")).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("above 0", "found '-1'");
        assertThat(train(CLASSIFIER, "--resume", "x")).isEqualTo(2);
        assertThat(last().path("message").asText())
                .contains("expected a recipe file, --resume RUN or --int8 MODEL.onnx");
    }
}
