package io.limpid.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.load.SampleOutcome;
import io.limpid.load.run.Outcome;
import io.limpid.load.scenario.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFiguresTest {
    private static final Limits NONE = new Limits(null, null, null);

    @TempDir
    Path folder;

    /** Half a second late at first, a second in the second half. */
    private static Outcome slowing(Limits limits) {
        return SampleOutcome.of(limits, i -> i / 10.0 + (i < 50 ? 0.5 : 1));
    }

    @Test
    void measureFromWhenAnImageWasDue() {
        LoadFigures figures = LoadFigures.of("sample", slowing(NONE));

        assertThat(figures.lost()).isZero();
        assertThat(figures.imagesPerSecond()).isEqualTo(10, offset(0.01));
        assertThat(figures.latency().p50()).isEqualTo(500, offset(2.0));
        assertThat(figures.latency().p99()).isEqualTo(1000, offset(2.0));
        assertThat(figures.latencyGrowthPercent()).isEqualTo(100, offset(1.0));
        assertThat(figures.memory().get("denoiser-1").max()).isEqualTo(190);
        assertThat(figures.memory().get("denoiser-1").growthPercent()).isPositive();
        assertThat(figures.failures()).isEmpty();
    }

    @Test
    void failWhereALimitIsPassed() {
        LoadFigures figures = LoadFigures.of("sample", slowing(new Limits(0.01, 1.0, 50.0)));

        assertThat(figures.failures())
                .hasSize(3)
                .anyMatch(failure -> failure.contains("kill denoiser"))
                .anyMatch(failure -> failure.contains("memory of denoiser-1"))
                .anyMatch(failure -> failure.contains("latency"));
        assertThat(LoadFigures.of("sample", slowing(new Limits(10.0, 100.0, 200.0)))
                        .failures())
                .isEmpty();
    }

    @Test
    void failWhereAnImageWasLost() {
        LoadFigures figures = LoadFigures.of("sample", SampleOutcome.of(NONE, i -> i == 40 ? -1 : i / 10.0));

        assertThat(figures.lost()).isEqualTo(1);
        assertThat(figures.failures()).singleElement().asString().startsWith("1 lost, 0 duplicated");
    }

    @Test
    void areShownAsLinesAndJsonAndPictures() throws IOException {
        Outcome outcome = slowing(NONE);
        LoadFigures figures = LoadFigures.of("sample", outcome);
        LoadPage page = new LoadPage(figures, outcome);

        Path report = page.write(folder);

        assertThat(page.lines())
                .anyMatch(line -> line.contains("lost") && line.contains("of 100 images"))
                .anyMatch(line -> line.contains("kill denoiser"));
        JsonNode json = new ObjectMapper().readTree(Files.readString(folder.resolve("load.json")));
        assertThat(json.path("out_of_order").asInt(-1)).isZero();
        assertThat(json.at("/faults/0/seconds_to_answers").asDouble()).isPositive();
        assertThat(json.at("/memory/denoiser-1/median").asDouble()).isPositive();
        assertThat(Files.readString(report).split("data:image/png;base64,", -1)).hasSize(6);
    }

    @Test
    void standARunInWhichNothingWasAnswered() {
        Outcome outcome = SampleOutcome.of(NONE, i -> -1);
        LoadFigures figures = LoadFigures.of("sample", outcome);

        assertThat(figures.lost()).isEqualTo(100);
        assertThat(new LoadPage(figures, outcome).write(folder)).exists();
    }
}
