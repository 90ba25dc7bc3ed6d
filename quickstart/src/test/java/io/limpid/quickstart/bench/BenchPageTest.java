package io.limpid.quickstart.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPageTest {
    @TempDir
    private Path folder;

    private static BenchFigures.StreamRow row(String name, double rate, Double heap) {
        return new BenchFigures.StreamRow(name, rate, 1e6 / rate, 10, heap);
    }

    private static Rounds rounds() {
        Rounds rounds = new Rounds();
        for (double speed : new double[] {1, 3, 2}) {
            rounds.add(row(Rounds.CEILING, 1000 * speed, null));
            rounds.add(row(Rounds.EXACTLY_ONCE, 900 * speed, 2048.0 * speed));
            rounds.add(row(Rounds.AT_LEAST_ONCE, 1000 * speed, 2048.0));
            rounds.add(row(Rounds.RAW_PIXELS, 950 * speed, 1024.0));
            rounds.add(row(Rounds.RECORDS, 300 * speed, null));
            rounds.add(row(Rounds.STREAMS, 450 * speed, null));
        }
        return rounds;
    }

    @Test
    void figuresAreMediansAndRatiosAreOfOneRound() {
        Rounds rounds = rounds();

        assertThat(rounds.row(Rounds.EXACTLY_ONCE).imagesPerSecond()).isEqualTo(1800);
        assertThat(rounds.row(Rounds.EXACTLY_ONCE).heap()).isEqualTo(4096);
        assertThat(rounds.row(Rounds.CEILING).heap()).isNull();
        assertThat(rounds.ratios())
                .containsEntry("exactly_once_to_onnx_runtime_alone", 0.9)
                .containsEntry("exactly_once_to_record_by_record", 3.0)
                .containsEntry("exactly_once_to_kafka_streams", 2.0);
    }

    @Test
    void showsTheSameFiguresInJsonOnThePageAndInTheTerminal() throws Exception {
        Rounds rounds = rounds();
        BenchFigures figures = new BenchFigures(
                Map.of("provider", "cpu"),
                List.of(new BenchFigures.CeilingRow(1, 2, 64, 2000, 990)),
                rounds.medians(),
                rounds.ratios(),
                List.of(new BenchFigures.LatencyRow(50, 2, 900, 7.5, 31.25, 44, 12.5)),
                new BenchFigures.SwapRow(40, 50, 4.25, 33),
                List.of(new BenchFigures.ScalingRow(4, 2, 1700)),
                new BenchFigures.LabelsRow(row("digits", 8000, null), Map.of("images.noisy", 700.4)),
                List.of(new BenchFigures.FeedForwardRow(128, 400_000, row("classifier", 15_000, 512.0))));
        BenchPage page = new BenchPage(figures);

        Path report = page.write(folder);

        JsonNode json = new ObjectMapper().readTree(folder.resolve("bench.json").toFile());
        assertThat(json.at("/streams/1/images_per_second").asDouble()).isEqualTo(1800);
        assertThat(json.at("/latency/0/p99_ms").asDouble()).isEqualTo(31.25);
        assertThat(json.at("/labels/bytes_per_image/images.noisy").asDouble()).isEqualTo(700.4);
        assertThat(json.at("/swaps/longest_silence_ms").asDouble()).isEqualTo(4.25);
        assertThat(json.at("/latency/0/longest_silence_ms").asDouble()).isEqualTo(12.5);
        assertThat(json.at("/feed_forward/0/stream/heap_bytes_per_image").asDouble())
                .isEqualTo(512);
        assertThat(Files.readString(report)).contains("exactly-once", "31.3", "15000", "data:image/png;base64");
        assertThat(String.join("\n", page.lines())).contains("exactly-once", "31.3", "0.90", "15000", "digits", "700");
        assertThat(folder.resolve("bench.png")).isNotEmptyFile();
    }
}
