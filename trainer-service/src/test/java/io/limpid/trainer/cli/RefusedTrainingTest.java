package io.limpid.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.trainer.run.RunsLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can't be trained is refused in a line that names what is wrong. */
class RefusedTrainingTest extends TrainMainCase {
    @Test
    void badOptionsAreNamed() throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(last().path("message").asText())
                .contains("expected a recipe file, --resume RUN or --int8 MODEL.onnx");
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
    void fewerImagesThanABatchIsBadInput() throws IOException {
        assertThat(train(CLASSIFIER, "--limit", "8")).isEqualTo(2);

        assertThat(last().path("event").asText()).isEqualTo("failed");
        assertThat(last().path("message").asText()).contains("at least one batch of 32", "found 8");
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
