package io.limpid.quickstart.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.training.TrainerEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTableTest {
    @TempDir
    Path folder;

    /** A grid of four: one good, one better but of fewer epochs, one failed, one to come. */
    private static GridState mixed() {
        GridState state = GridState.fresh(Grids.definition("network.depth", "1,3,5,7"));
        state = state.with(0, done(state.points().get(0), 0.02, 5));
        state = state.with(1, done(state.points().get(1), 0.01, 2));
        return state.with(2, state.points().get(2).failed("the loss is \"NaN\", not finite", 3));
    }

    private static GridPoint done(GridPoint point, double error, double epochs) {
        Map<String, Double> metrics = Map.of("mse_denoised", error, "epochs", epochs, "epochs_full", 5.0);
        return point.done(new TrainerEvent.Finished("run-" + epochs, "", metrics), 7);
    }

    @Test
    void ordersBestFirstAndMarksWhatWasReduced() {
        assertThat(new GridTable(mixed()).lines())
                .containsExactly(
                        "  rank  depth  mse_denoised  trained",
                        "     1      3        0.0100  REDUCED: 2 of 5 epochs",
                        "     2      1        0.0200  5 epochs",
                        "            5                failed",
                        "            7                to come");
        assertThat(new GridTable(mixed()).runs())
                .containsExactly(
                        "network.depth=3: run-2.0",
                        "network.depth=1: run-5.0",
                        "network.depth=5: the loss is \"NaN\", not finite");
    }

    @Test
    void writesEveryMetricForSpreadsheets() {
        assertThat(GridTable.csv(mixed()).split("\r\n"))
                .containsExactly(
                        "rank,state,network.depth,epochs,epochs_full,mse_denoised,seconds,run,message",
                        "1,done,3,2.0,5.0,0.01,7.0,run-2.0,",
                        "2,done,1,5.0,5.0,0.02,7.0,run-5.0,",
                        ",failed,5,,,,3.0,,\"the loss is \"\"NaN\"\", not finite\"",
                        ",pending,7,,,,0.0,,");
    }

    @Test
    void tellsProgramsTheSame() throws Exception {
        String line = GridJson.line(mixed(), Path.of("grids", "small-1"));

        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(line).doesNotContain("\n");
        assertThat(json.path("better").asText()).isEqualTo("lower");
        assertThat(json.path("best").path("parameters").path("network.depth").asText())
                .isEqualTo("3");
        assertThat(json.path("best").path("reduced").asBoolean()).isTrue();
        assertThat(json.path("points")).hasSize(4);
        assertThat(json.path("points").get(2).path("state").asText()).isEqualTo("failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            network.depth;1
            network.depth,network.hidden;1
            network.depth,network.hidden,network.latent;2
            network.depth,network.hidden,network.latent,batch;4
            """)
    void drawsAPictureForEachPairOfTheOthers(String keys, int pictures) {
        String[] names = keys.split(",");
        Object[] over = new Object[2 * names.length];
        for (int i = 0; i < names.length; i++) {
            over[2 * i] = names[i];
            over[2 * i + 1] = "1,2";
        }
        GridState state = GridState.fresh(Grids.definition(over));

        assertThat(new GridPictures(state).all()).isEmpty();
        assertThat(new GridPictures(state.with(0, done(state.points().get(0), 0.1, 5))).all())
                .hasSize(pictures)
                .allSatisfy((title, png) -> assertThat(png).startsWith(0x89, 'P', 'N', 'G'));
    }

    @Test
    void thePageHoldsTheTableAndTheBestRunsPictures() throws Exception {
        Path run = Files.createDirectories(folder.resolve("run-2.0"));
        Files.write(run.resolve("samples.png"), new byte[] {1, 2, 3});

        String html = new GridPage(mixed(), folder).html();

        assertThat(html)
                .contains("2 of 4 points trained, 1 failed; lower mse_denoised is better")
                .contains("1 had less than the recipe's training".replace("'", "&#39;"))
                .contains("<tr class=\"best\"><td class=\"number\">1</td><td class=\"number\">3</td>")
                .contains("data:image/png;base64,AQID")
                .doesNotContain("src=\"http");
    }

    @Test
    void namesKeysShortlyWhereThatIsClear() {
        List<String> keys = List.of("network.depth", "optimiser.type", "network.type", "seed");

        assertThat(keys.stream().map(key -> GridTable.shortName(key, keys)))
                .containsExactly("depth", "optimiser.type", "network.type", "seed");
    }
}
