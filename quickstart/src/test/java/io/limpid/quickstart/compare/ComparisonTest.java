package io.limpid.quickstart.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.reports.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final String SMALL = "20260101-000000-small";
    private static final String LARGE = "20260102-000000-large";

    @TempDir
    Path runs;

    @BeforeEach
    void twoRuns() throws Exception {
        run(SMALL, """
                name: small
                about: few neurons
                network: {type: mlp, hidden: 64}
                epochs: 5
                """);
        file(SMALL, "metrics.json", """
                {"mse_denoised": 0.02, "psnr_denoised": 17.5, "psnr_noisy": 9.25, "parameters": 1000, "epochs": 2,
                 "epochs_full": 5, "mse_denoised@speckle:1": 0.03}""");
        file(SMALL, "history.json", """
                {"epochs": [{"epoch": 1, "train_loss": 0.3, "validation_loss": 0.2, "seconds": 1},
                            {"epoch": 2, "train_loss": 0.1, "validation_loss": 0.15}],
                 "steps": [{"at": 0.1, "loss": 0.5}, {"at": 0.2, "loss": 0.4}, {"at": 1.5, "loss": 0.2}]}""");
        file(SMALL, "model.json", "{\"name\": \"small\", \"data\": \"synthetic\", \"sha256\": \"0a0b\", \"size\": 9}");
        Files.write(runs.resolve(SMALL).resolve("samples.png"), Picture.png(new float[] {0, 1, 1, 0}, 1, 2, 2, 3));
        run(LARGE, """
                name: large
                about: many neurons
                network: {type: mlp, hidden: 512, dropout: 0.1}
                epochs: 5
                """);
        file(LARGE, "metrics.json", """
                {"mse_denoised": 0.01, "psnr_denoised": 20.0, "psnr_noisy": 9.25, "parameters": 9000, "ssim_denoised": 0.9}""");
    }

    private void run(String id, String recipe) throws IOException {
        Files.createDirectories(runs.resolve(id));
        file(id, "recipe.yaml", recipe);
        file(id, "status.json", "{\"state\": \"finished\", \"message\": \"\"}");
    }

    private void file(String id, String name, String content) throws IOException {
        Files.writeString(runs.resolve(id).resolve(name), content);
    }

    private Comparison compare(String... named) {
        return Comparison.of(List.of(named), runs);
    }

    @Test
    void showsTheUnionOfMetricsAndMarksTheBest() {
        assertThat(compare(SMALL, LARGE).lines())
                .containsExactly(
                        "run 1: 20260101-000000-small, finished, REDUCED: 2 of 5 epochs",
                        "run 2: 20260102-000000-large, finished",
                        "  metric          run 1     run 2",
                        "  epochs              2",
                        "  epochs_full         5",
                        "  mse_denoised   0.0200  0.0100 ★",
                        "  parameters      1,000     9,000",
                        "  psnr_denoised   17.50      20 ★",
                        "  psnr_noisy     9.2500    9.2500",
                        "  ssim_denoised            0.9000",
                        "  recipe           run 1  run 2",
                        "  name             small  large",
                        "  network.dropout         0.1",
                        "  network.hidden   64     512");
    }

    @Test
    void findsRunsByIdByFolderAndByRecipe() throws Exception {
        run("20260103-000000-small", "name: small\n");
        run("20260104-000000-small-2", "name: small-2\n");

        assertThat(compare(LARGE, runs.resolve(SMALL).toString(), "small").runs())
                .extracting(ComparedRun::id)
                .as("of a recipe the latest run that has figures")
                .containsExactly(LARGE, SMALL);
        file("20260103-000000-small", "metrics.json", "{}");
        assertThat(compare("small").runs()).extracting(ComparedRun::id).containsExactly("20260103-000000-small");
    }

    @Test
    void namesTheNearestWhereThereIsNone() {
        assertThatThrownBy(() -> compare("20260101-000000-smal"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("there is no run 20260101-000000-smal")
                .satisfies(failure -> {
                    assertThat(((CommandFailure) failure).exitCode()).isEqualTo(2);
                    assertThat(((CommandFailure) failure).nextStep()).startsWith("nearest are " + SMALL);
                });
    }

    @Test
    void namesTheDamagedFile() throws Exception {
        file(LARGE, "metrics.json", "{\"mse_denoised\": ");

        assertThatThrownBy(() -> compare(SMALL, LARGE))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(LARGE + " is damaged: metrics.json");
    }

    @Test
    void refusesAFolderThatIsNoRun() throws Exception {
        Files.createDirectories(runs.resolve("other"));

        assertThatThrownBy(() -> compare("other")).hasMessageContaining("other is no run's folder: its recipe.yaml");
    }

    @Test
    void tellsProgramsTheSame() throws Exception {
        JsonNode json = new ObjectMapper().readTree(compare(SMALL, LARGE).json());

        assertThat(json.path("metrics").path("mse_denoised").toString())
                .isEqualTo("{\"values\":[0.02,0.01],\"best\":[\"" + LARGE + "\"]}");
        assertThat(json.path("metrics").path("ssim_denoised").toString())
                .isEqualTo("{\"values\":[null,0.9],\"best\":[]}");
        assertThat(json.path("differing").path("network.hidden").toString()).isEqualTo("[\"64\",\"512\"]");
        assertThat(json.path("runs")).hasSize(2);
    }

    @Test
    void thePageHoldsEverything() throws Exception {
        Path file = runs.resolve("out").resolve("compare.html");

        compare(SMALL, LARGE).write(file);

        assertThat(file)
                .content()
                .contains("<td class=\"number\">0.0100 ★</td>")
                .contains("Metrics at other noises", "mse_denoised@speckle:1")
                .contains("loss over epochs of all runs")
                .contains("alt=\"test images of run " + SMALL)
                .contains("SHA-256 of the model", "0a0b")
                .contains("<summary>all of run 2, " + LARGE + "</summary>")
                .doesNotContain("<td>few neurons</td>")
                .doesNotContain("src=\"http");
    }

    @Test
    void saysWhereRunsWereNotMeasuredAlike() throws Exception {
        assertThat(compare(SMALL, LARGE).caveat()).isEmpty();

        run("20260105-000000-noisy", "name: noisy\nnoise: gaussian:0.5|speckle:1|salt-and-pepper:0.25\n");
        List<String> lines = compare(SMALL, "noisy").lines();

        assertThat(lines).last().asString().startsWith("The runs were not all measured alike: noise differ.");
        assertThat(lines).anyMatch(line -> line.endsWith("gaussian:0.5|speckle:1|salt-and…"));
    }

    @Test
    void oneRunHasNoBest() {
        assertThat(compare(SMALL).lines()).noneMatch(line -> line.contains("★") || line.contains("recipe"));
    }

    @Test
    void showsStepsWhereThereAreFewEpochs() {
        ComparedRun small = compare(SMALL).runs().get(0);

        assertThat(small.history().training().x()).containsExactly(0.1, 0.2, 1.5);
        assertThat(small.history().validation().y()).containsExactly(0.2, 0.15);
    }
}
