package io.limpid.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.datasets.DataSets;
import io.limpid.inference.ModelFetcher;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import io.limpid.trainer.run.RunsLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainMainTest {
    private static final String CLASSIFIER = """
            name: tiny-classifier
            task: classify-frame
            data: {set: synthetic, validation: 32, limit: 256}
            network: {type: cnn-classifier}
            optimiser: {learningRate: 0.003}
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
            optimiser: {learningRate: 0.003}
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
            network: {type: latent-head}
            optimiser: {learningRate: 0.003}
            epochs: 2
            batch: 32
            seed: 1
            encoder: tiny-denoiser
            evaluation: {images: 64}
            """;

    @TempDir
    Path folder;

    private List<JsonNode> events = List.of();
    private BooleanSupplier stop = () -> false;

    private int train(String recipe, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
        List<String> arguments = new ArrayList<>(List.of(file.toString(), "--runs", runs().toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = new TrainMain(new JsonEvents(stream), DataSets.standard(Map.of()), stop).run(arguments);
        List<JsonNode> read = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            read.add(new ObjectMapper().readTree(line));
        }
        events = read;
        return exit;
    }

    @Test
    void aRunKeepsTheNameOfTheStudyItIsAPartOf() throws IOException {
        assertThat(train(CLASSIFIER, "--part-of", "a-grid")).isZero();
        assertThat(train(CLASSIFIER)).isZero();

        assertThat(new Runs(runs()).all()).extracting(Runs::partOf).containsExactly("", "a-grid");
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
        assertThat(last().path("message").asText()).contains("expected either a recipe file or --resume RUN");
        assertThat(train(CLASSIFIER, "--epochs", "many")).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("whole number for --epochs, found 'many'");
        assertThat(train(CLASSIFIER, "--epoch", "1")).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("[--runs, --set", "found '--epoch'");
        assertThat(train(CLASSIFIER, "--seed")).isEqualTo(2);
        assertThat(last().path("message").asText()).contains("found '--seed'");
        assertThat(train(CLASSIFIER, "--dataset", "cifar")).isEqualTo(2);
        assertThat(last().path("message").asText())
                .contains("data.set must be one of [mnist, fashion-mnist", "found 'cifar'");
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

    /** Stopped in its second epoch, a run keeps what it has, and goes on later to where it would have come anyway. */
    @Test
    void stopsWithTheBestSoFarAndGoesOnToTheSameFigures() throws IOException {
        String recipe = DENOISER.replace(", classifier: tiny-classifier", "").replace("epochs: 1", "epochs: 3");
        assertThat(train(recipe)).isZero();
        JsonNode unbroken = last().path("metrics");
        stop = () -> Files.exists(runs().resolve("stop"));
        Files.createFile(runs().resolve("stop"));

        assertThat(train(recipe)).isZero();
        assertThat(last().path("event").asText()).isEqualTo("stopped");
        assertThat(last().path("metrics").isEmpty()).isTrue();
        assertThat(new Runs(runs()).finished(last().path("run").asText())).isEmpty();

        stop = afterEpochs(2);
        assertThat(train(recipe)).isZero();
        JsonNode stopped = last();
        assertThat(stopped.path("event").asText()).isEqualTo("stopped");
        assertThat(stopped.path("epoch").asInt()).isEqualTo(2);
        assertThat(new Runs(runs()).finished(stopped.path("run").asText())).isPresent();

        stop = () -> false;
        assertThat(run("--resume", stopped.path("run").asText(), "--runs", runs().toString()))
                .isZero();
        assertThat(last().path("event").asText()).isEqualTo("finished");
        for (String figure : List.of("train_loss", "validation_loss", "psnr_denoised", "ssim_denoised", "epochs")) {
            assertThat(last().path("metrics").path(figure).asDouble())
                    .as(figure)
                    .isEqualTo(unbroken.path(figure).asDouble());
        }

        assertThat(run("--resume", stopped.path("run").asText(), "--runs", runs().toString()))
                .isEqualTo(2);
        assertThat(last().path("message").asText()).contains("has finished");
        assertThat(run("--resume", "20260101-000000-none", "--runs", runs().toString()))
                .isEqualTo(2);
        assertThat(last().path("message").asText()).contains("there is no run '20260101-000000-none'");
    }

    /** Each of these is refused in a line that names what is wrong, and changes nothing. */
    @Test
    void aRunThatCantGoOnStaysAsItWas() throws IOException {
        stop = afterEpochs(1);
        assertThat(train(CLASSIFIER.replace("epochs: 1", "epochs: 3").replace("limit: 256", "limit: 128")))
                .isZero();
        String id = last().path("run").asText();
        Path checkpoint = runs().resolve(id).resolve("checkpoint.bin");
        byte[] changed = Files.readAllBytes(checkpoint);
        changed[changed.length / 2] ^= 1;
        byte[] cut = Arrays.copyOf(changed, 1000);
        stop = () -> false;

        refused(id, "checkpoint.bin", changed, "checkpoint.bin is damaged: its checksum is wrong");
        refused(id, "checkpoint.bin", cut, "is damaged: expected " + changed.length + " bytes, found 1000");
        refused(id, "plan.json", "{".getBytes(), "plan.json is damaged: see line 1");
        refused(id, "plan.json", "{}".getBytes(), "plan.json is damaged");
        refused(id, "plan.json", "null".getBytes(), "plan.json is damaged");
        refused(id, "history.json", "[]".getBytes(), "history.json is damaged");
        refused(id, "recipe.yaml", "name: [".getBytes(), "recipe.yaml");
        String other = Files.readString(runs().resolve(id).resolve("recipe.yaml"))
                .replace("seed: 1", "seed: 2")
                .replaceFirst("limit: \\d+", "limit: 64");
        refused(id, "recipe.yaml", other.getBytes(), "made with another recipe or other data");
        Files.delete(checkpoint);
        refused(id, "note.txt", new byte[0], "has no checkpoint to go on from");
    }

    /** Puts a file into the run's folder for the time of one try to go on. */
    private void refused(String id, String name, byte[] content, String why) throws IOException {
        Path file = runs().resolve(id).resolve(name);
        byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        Files.write(file, content);
        Map<String, String> untouched = contents(runs().resolve(id));

        assertThat(run("--resume", id, "--runs", runs().toString())).as(why).isEqualTo(2);

        assertThat(contents(runs().resolve(id))).isEqualTo(untouched);
        assertThat(last().path("event").asText()).isEqualTo("failed");
        assertThat(last().path("message").asText())
                .contains(why)
                .doesNotContain("Exception", "REDACTED")
                .hasLineCount(1);
        Files.write(file, before);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.toString(), ModelFetcher.sha256Of(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    /** Its model can't be written the first time, so that all its epochs are done when it goes on. */
    @Test
    void whereNothingIsLeftToTrainNoSpeedIsTold() throws IOException {
        stop = () -> {
            blockModel();
            return false;
        };
        assertThat(train(CLASSIFIER)).isEqualTo(1);
        assertThat(last().path("message").asText()).contains("can't write", "model.onnx");
        Path run;
        try (Stream<Path> paths = Files.list(runs())) {
            run = paths.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        assertThat(run.resolve("status.json"))
                .content()
                .contains("failed", "can't write")
                .doesNotContain("Exception");
        assertThat(run).isDirectoryNotContaining("glob:**.tmp");
        Files.delete(run.resolve("model.onnx/blocked"));
        Files.delete(run.resolve("model.onnx"));
        stop = () -> false;

        assertThat(run("--resume", run.getFileName().toString(), "--runs", runs().toString()))
                .isZero();

        assertThat(last().path("event").asText()).isEqualTo("finished");
        assertThat(last().path("metrics").fieldNames())
                .toIterable()
                .contains("accuracy_clean", "train_seconds", "epochs")
                .doesNotContain("train_images_per_second")
                .noneMatch(name -> name.startsWith("share_"));
    }

    /** A folder that is not empty, in the place of the model. */
    private void blockModel() {
        try (Stream<Path> paths = Files.list(runs())) {
            for (Path run : paths.filter(Files::isDirectory).toList()) {
                Files.createDirectories(run.resolve("model.onnx/blocked"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** True from the first step on that follows so many checkpoints. */
    private BooleanSupplier afterEpochs(int epochs) {
        AtomicInteger asked = new AtomicInteger();
        // four steps an epoch
        return () -> asked.incrementAndGet() > 4 * epochs;
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
        assertThat(last().path("message").asText()).contains("either a recipe file or --resume RUN");
    }

    /** What would be found wrong at the end only would cost the whole training. */
    @Test
    void whatAnEvaluationNeedsIsLookedForBeforeTheTraining() throws IOException {
        String missing = "folder:" + folder.resolve("none");

        assertThat(train(DENOISER, "--set", "evaluation.strangers=['" + missing + "']"))
                .isEqualTo(2);

        assertThat(kinds()).doesNotContain("step", "stage");
        assertThat(last().path("message").asText())
                .contains("evaluation.strangers names '" + missing + "', which can't be had")
                .contains("expected a folder with pictures, found none");
    }

    @Test
    void whatTheDataDoNotHaveIsRefusedWithItsLine() throws IOException {
        assertThat(train(DENOISER.replace("validation: 32", "validation: 60000")))
                .isEqualTo(2);
        assertThat(last().path("message").asText())
                .contains("recipe.yaml, line 3: data.validation must be less than the ", " found 60000");

        assertThat(train(DENOISER.replace("validation: 32", "classes: [a]"))).isEqualTo(2);
        assertThat(last().path("message").asText())
                .contains("recipe.yaml, line 3: data.classes must be of [0, 1, 2", "found 'a'");
    }

    @Test
    void aNetworkTooLargeToTrainIsRefusedWithItsSize() throws IOException {
        String large = DENOISER.replace(
                "{type: conv-autoencoder, latent: 16}",
                "{type: mlp-autoencoder, hidden: 16384, depth: 64, latent: 16384}");

        assertThat(train(large)).isEqualTo(2);
        assertThat(last().path("message").asText())
                .contains("recipe.yaml, line 5: network has 3")
                .contains(" parameters for inputs of [1, 28, 28], at most 100,000,000 are allowed");

        assertThat(train(DENOISER.replace("batch: 32", "batch: 65536"))).isEqualTo(2);
        assertThat(last().path("message").asText())
                .contains("recipe.yaml, line 8: batch 65536 needs ", "at most 2,000,000,000 are allowed");
    }
}
