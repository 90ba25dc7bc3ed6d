package io.limpid.quickstart.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's commands, on synthetic digits and with little training, so that they need no data and little time. */
class ReadmeIT {
    private static final List<String> FIGURES = List.of(
            "dataset",
            "noise",
            "images",
            "lost",
            "duplicated",
            "out_of_order",
            "psnr_noisy",
            "psnr_denoised",
            "ssim_noisy",
            "ssim_denoised",
            "accuracy_clean",
            "accuracy_noisy",
            "accuracy_denoised",
            "images_per_second",
            "latency_p50_ms",
            "latency_p99_ms",
            "train_seconds",
            "denoiser_ready_seconds",
            "total_seconds",
            "provider");

    @TempDir
    Path folder;

    private CommandRunner commands;

    @BeforeEach
    void prepare() throws IOException {
        commands = new CommandRunner(folder.resolve("home"));
        commands.prepare();
    }

    @Test
    void theDemoStreamsImagesAndMeasuresWhatCameBack() throws Exception {
        CommandRunner.Ended demo =
                commands.limpid("demo", "--dataset", "synthetic", "--limit", "4000", "--images", "2000", "--json");

        assertThat(demo.exitCode()).as(demo.output()).isZero();
        JsonNode figures = demo.figures();
        assertThat(FIGURES)
                .allSatisfy(name -> assertThat(figures.has(name)).as(name).isTrue());
        assertThat(figures.path("dataset").asText()).isEqualTo("synthetic");
        assertThat(figures.path("images").asInt()).isEqualTo(2000);
        assertThat(figures.path("lost").asInt()).isZero();
        assertThat(figures.path("duplicated").asInt()).isZero();
        assertThat(figures.path("out_of_order").asInt()).isZero();
        assertThat(figures.path("psnr_denoised").asDouble())
                .isGreaterThan(figures.path("psnr_noisy").asDouble() + 1);
        assertThat(figures.path("accuracy_denoised").asDouble())
                .isGreaterThan(figures.path("accuracy_noisy").asDouble());
        String report = Files.readString(folder.resolve("home/demo/report.html"));
        assertThat(report).contains("data:image/png;base64,").doesNotContain("<script src");
    }

    @Test
    void trainingsAreListedComparedVariedAndMeasured() throws Exception {
        commands.ok("recipes");
        commands.ok("recipes", "--schema");
        commands.ok("data");
        for (String recipe : List.of("mnist-classifier", "mnist-denoiser")) {
            commands.ok(
                    "train",
                    "recipes/" + recipe + ".yaml",
                    "--dataset",
                    "synthetic",
                    "--limit",
                    "500",
                    "--set",
                    "batch=64");
        }
        commands.ok("compare", "mnist-denoiser", "mnist-classifier");
        commands.ok(
                "grid",
                "recipes/mnist-denoiser.yaml",
                "--over",
                "network.latent=8,16",
                "--by",
                "psnr_denoised",
                "--dataset",
                "synthetic",
                "--limit",
                "256");
        commands.ok("bench", "train", "mnist-denoiser", "--seconds", "1");
        commands.ok("systems", "--budget", "0.5", "--only", "b1-mlp-1", "--limit", "256");
        assertThat(folder.resolve("home/systems/systems.html")).content().contains("b1-mlp-1", "9.47");
    }

    @Test
    void filesAreCleanedByTheModelsItComesWith() throws Exception {
        String clean = folder.resolve("clean.png").toString();

        assertThat(commands.ok("denoise", "docs/page.png", clean, "--model", "documents", "--compare"))
                .contains("1 cleaned (documents 1), 0 refused", "megapixels/s");
        assertThat(commands.ok("models", "shipped")).contains("documents", "photo-grey", "digits");
        assertThat(commands.ok("models", "shipped", "documents")).contains("## Figures", "psnr denoised");

        assertThat(folder.resolve("clean.compare.png")).exists();
    }

    /** Exit code 1 where there is none, with what is missing. */
    @Test
    void theGpuIsDiagnosed() throws Exception {
        CommandRunner.Ended gpu = commands.limpid("gpu");

        assertThat(gpu.exitCode()).isBetween(0, 1);
        assertThat(gpu.output()).contains("NVIDIA driver, libcuda.so.1", "cuDNN 9", "TensorRT 10", "models run on the");
    }

    @Test
    void theStreamIsMeasuredBesideItsPeers() throws Exception {
        CommandRunner.Ended bench = commands.limpid(
                "bench", "--seconds", "2", "--warm-up", "1", "--rounds", "1", "--batches", "8", "--json");

        assertThat(bench.exitCode()).as(bench.output()).isZero();
        JsonNode figures = bench.figures();
        assertThat(figures.path("streams")).hasSize(6).allSatisfy(row -> {
            assertThat(row.path("images_per_second").asDouble()).isPositive();
            assertThat(row.path("cpu_us_per_image").asDouble()).isPositive();
            assertThat(row.path("heap_bytes_per_image").isMissingNode())
                    .isEqualTo(row.path("name").asText().equals("ONNX Runtime alone"));
        });
        assertThat(figures.path("latency")).hasSize(4);
        assertThat(figures.at("/labels/classifier/images_per_second").asDouble())
                .isPositive();
        assertThat(figures.at("/labels/bytes_per_image")).hasSize(3).allSatisfy(bytes -> assertThat(bytes.asDouble())
                .isGreaterThan(50));
        assertThat(figures.at("/swaps/published").asInt()).isPositive();
        assertThat(figures.path("scaling")).hasSize(3);
        assertThat(figures.path("feed_forward")).hasSize(1);
        assertThat(figures.at("/feed_forward/0/stream/cpu_us_per_image").asDouble())
                .isPositive();
        assertThat(folder.resolve("home/bench-report/report.html")).content().contains("data:image/png;base64,");
    }
}
