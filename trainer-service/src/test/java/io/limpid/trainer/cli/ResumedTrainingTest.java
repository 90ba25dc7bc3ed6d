package io.limpid.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpid.inference.ModelFetcher;
import io.limpid.trainer.run.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Trainings that were stopped or failed, and go on. */
class ResumedTrainingTest extends TrainMainCase {
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
}
