package io.limpid.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.datasets.DataSets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int tell(String... arguments) {
        return asked("", arguments);
    }

    private int asked(String in, String... arguments) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
        return RecipesMain.run(bytes, stream(out), stream(err), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void tellsOfEveryRecipeWithItsCostAndItsReportedFigures() throws IOException {
        assertThat(tell("list", "../recipes")).isZero();

        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            JsonNode told = new ObjectMapper().readTree(line);
            assertThat(told.path("cost").asDouble()).as(line).isPositive();
            assertThat(told.path("text").asText())
                    .contains("epochs: " + told.path("epochs").asInt());
            if (told.path("name").asText().equals("b1-mlp-512")) {
                assertThat(told.path("reported").get(0).path("value").asDouble())
                        .isEqualTo(0.605);
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"b1-mlp-512\"");
    }

    @Test
    void aWrongRecipeIsNamedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("wrong.yaml"), "name: wrong\nepohcs: 1\n");

        assertThat(tell("list", folder.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("wrong.yaml, line 2: unknown key 'epohcs'");
        assertThat(tell("list", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(tell()).isEqualTo(2);
    }

    @Test
    void checksWhatWouldBeTrainedALineEach() throws IOException {
        Path recipe = Path.of("../recipes/mnist-denoiser.yaml").toAbsolutePath();
        String asked = String.join(
                "\n",
                "[\"%s\", \"--set\", \"epochs=2\"]".formatted(recipe),
                "[\"%s\", \"--set\", \"epochs=-2\"]".formatted(recipe),
                "[\"%s\", \"--set\", \"network.dpeth=2\"]".formatted(recipe),
                "[\"%s\", \"--epochs\"]".formatted(recipe));

        assertThat(asked(asked, "check")).isZero();

        List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(answers).hasSize(4);
        assertThat(answers.get(0)).isEqualTo("\"\"");
        assertThat(answers.get(1)).contains("epochs must be at least 1");
        assertThat(answers.get(2)).contains("unknown key 'network.dpeth'; allowed here: [type,");
        assertThat(answers.get(3)).contains("expected an option of");
    }

    @Test
    void printsTheSchema() throws IOException {
        assertThat(tell("schema")).isZero();
        assertThat(new ObjectMapper()
                        .readTree(out.toByteArray())
                        .path("$schema")
                        .asText())
                .contains("json-schema.org");
    }

    /** Whatever the machine, the parts of a step make up all of it. */
    @Test
    void benchesATraining() throws IOException {
        Path recipe = Files.writeString(folder.resolve("tiny.yaml"), """
                name: tiny
                task: denoise
                data: {set: synthetic, limit: 256}
                network: {type: mlp-autoencoder, latent: 8}
                optimiser: {learningRate: 0.001}
                epochs: 1
                batch: 32
                """);

        assertThat(BenchMain.run(stream(out), DataSets.standard(Map.of()), recipe.toString(), "1"))
                .isZero();

        JsonNode figures = new ObjectMapper().readTree(out.toByteArray());
        assertThat(figures.path("images_per_second").asDouble()).isPositive();
        double all = 0;
        for (String part : new String[] {"data", "forward", "backward", "optimiser"}) {
            all += figures.path("share_" + part).asDouble();
        }
        assertThat(all).isBetween(0.99, 1.01);
        assertThat(BenchMain.run(stream(out), DataSets.standard(Map.of()), recipe.toString()))
                .isEqualTo(2);
    }
}
