package io.limpid.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.datasets.DataSets;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import io.limpid.trainer.run.RunsLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainMainTest {
    private static final String CLASSIFIER = """
            name: tiny-classifier
            task: classify-frame
            data: {set: synthetic, validation: 32, limit: 256}
            network: {type: cnn-classifier}
            learningRate: 0.003
            epochs: 1
            batch: 32
            seed: 1
            evaluation: {images: 64}
            """;
    private static final String DENOISER = """
            name: tiny-denoiser
            task: denoise
            data: {set: synthetic, validation: 32, limit: 128}
            noise: gaussian:0.5
            network: {type: conv-autoencoder, latent: 16}
            learningRate: 0.003
            epochs: 1
            batch: 32
            seed: 1
            evaluation: {images: 64, classifier: tiny-classifier}
            """;
    private static final String HEAD = """
            name: tiny-head
            task: classify-latent
            data: {set: synthetic, validation: 32, limit: 128}
            noise: gaussian:0.5
            network: {type: latent-mlp}
            learningRate: 0.003
            epochs: 2
            batch: 32
            seed: 1
            encoder: tiny-denoiser
            evaluation: {images: 64}
            """;

    @TempDir
    Path folder;

    private List<JsonNode> events = List.of();

    private int train(String recipe, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
        List<String> arguments = new ArrayList<>(List.of(file.toString(), "--runs", runs().toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = TrainMain.run(arguments, new JsonEvents(stream), DataSets.standard(Map.of()));
        List<JsonNode> read = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            read.add(new ObjectMapper().readTree(line));
        }
        events = read;
        return exit;
    }

    private Path runs() {
        return folder.resolve("runs");
    }

    private RunFolder latest(String name) {
        return new Runs(runs()).latest(name, "synthetic").orElseThrow();
    }

    private List<String> kinds() {
        return events.stream()
                .map(event -> event.path("event").asText())
                .distinct()
                .toList();
    }

    private JsonNode last() {
        return events.get(events.size() - 1);
    }

    /** One after the other, because each needs what the one before left. */
    @Test
    void trainsTheThreeKindsOfModel() throws IOException {
        assertThat(train(CLASSIFIER)).isZero();
        assertThat(kinds()).containsExactly("note", "started", "step", "epoch", "stage", "finished");
        assertThat(last().path("metrics").path("accuracy_clean").isNumber()).isTrue();
        assertThat(latest("tiny-classifier").path())
                .isDirectoryContaining("glob:**/model.onnx")
                .isDirectoryContaining("glob:**/curves.png")
                .isDirectoryContaining("glob:**/report.html");
        assertThat(Runs.info(latest("tiny-classifier")).labels()).hasSize(10);

        assertThat(train(DENOISER)).isZero();
        assertThat(last().path("metrics").fieldNames())
                .toIterable()
                .contains(
                        "mse_noisy",
                        "psnr_denoised",
                        "ssim_denoised",
                        "accuracy_clean",
                        "accuracy_noisy",
                        "accuracy_denoised");
        assertThat(latest("tiny-denoiser").path()).isDirectoryContaining("glob:**/samples.png");

        assertThat(train(HEAD, "--epochs", "1")).isZero();
        assertThat(Runs.info(latest("tiny-head")).latentSpace())
                .isEqualTo(Runs.info(latest("tiny-denoiser")).latentSpace())
                .hasSize(16);
        assertThat(Files.readString(latest("tiny-head").path().resolve("recipe.yaml")))
                .contains("epochs: 1");
    }

    @Test
    void aHeadWithoutItsEncoderCantBeginAndTheRunSaysWhy() throws IOException {
        assertThat(train(HEAD)).isEqualTo(2);

        assertThat(last().path("message").asText())
                .contains("needs a finished run of tiny-denoiser", "train that first");
        List<Path> folders;
        try (Stream<Path> paths = Files.list(runs())) {
            folders = paths.filter(Files::isDirectory).toList();
        }
        assertThat(folders).singleElement().satisfies(run -> assertThat(Files.readString(run.resolve("status.json")))
                .contains("failed", "tiny-denoiser"));
    }

    @Test
    void fewerImagesThanABatchIsBadInput() throws IOException {
        assertThat(train(CLASSIFIER, "--limit", "8")).isEqualTo(2);

        assertThat(last().path("event").asText()).isEqualTo("failed");
        assertThat(last().path("message").asText()).contains("at least one batch of 32", "found 8");
    }

    @Test
    void badOptionsAreNamed() throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("expected a recipe file");
        assertThat(train(CLASSIFIER, "--epochs", "many")).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("whole number for --epochs, found 'many'");
        assertThat(train(CLASSIFIER, "--epoch", "1")).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("[--runs, --epochs", "found '--epoch'");
        assertThat(train(CLASSIFIER, "--seed")).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("found '--seed'");
        assertThat(train(CLASSIFIER, "--dataset", "cifar")).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("[mnist, fashion-mnist", "found 'cifar'");
        assertThat(train(DENOISER, "--noise", "fog")).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("gaussian:SIGMA", "found 'fog'");
    }

    @Test
    void waitsForNoOtherTraining() throws IOException {
        RunsLock other = RunsLock.acquire(runs()).orElseThrow();

        assertThat(train(CLASSIFIER)).isEqualTo(2);

        assertThat(last().path("message").asText()).contains("another training runs in " + runs());
        other.close();
    }

    @Test
    void aRunsFolderThatCantBeMadeIsBadInput() throws IOException {
        Files.writeString(runs(), "a file in its place");

        assertThat(train(CLASSIFIER)).isEqualTo(2);
        assertThat(last().path("message").asText()).contains(runs().toString(), "--runs");
    }
}
