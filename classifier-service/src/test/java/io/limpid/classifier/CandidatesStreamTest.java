package io.limpid.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.Head;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.FixtureModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shadows and canaries of classifiers, and canaries of denoisers as the classifier sees them. */
class CandidatesStreamTest {
    private static final byte[] HEAD = FixtureModels.latentHead(4, "half");
    private static final byte[] CONTRARY = FixtureModels.contraryHead(4, "half");
    private static final byte[] PICTURES = FixtureModels.frameClassifier(1, Frames.SIDE, Frames.SIDE);
    /** The largest is the second, the smallest the first. */
    private static final Float[] LATENT = {0.1f, 0.9f, 0.2f, 0.3f};

    private static final int FRAMES = 40;

    @TempDir
    Path folder;

    private ClassifierHarness harness;

    @BeforeEach
    void start() {
        harness = new ClassifierHarness(folder);
        harness.publish("head", Task.CLASSIFY_LATENT, HEAD, "half");
        harness.publish("pictures", Task.CLASSIFY_FRAME, PICTURES, "");
        harness.awaitLive("head", "pictures");
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void aShadowsLabelsAreComparedAndNeverEmitted() {
        harness.tryOut("head", Task.CLASSIFY_LATENT, CONTRARY, "half", 0);

        IntStream.range(0, FRAMES)
                .forEach(i -> harness.send(
                        "camera-" + i, Frames.frame("camera-" + i, 2, "half", i % 4 == 0 ? even() : LATENT)));

        assertThat(labels(FRAMES))
                .allMatch(label -> label.getClassifier().getVersion() == 1)
                .allMatch(label -> label.getHead() == Head.LATENT);
        await().atMost(ClassifierHarness.PATIENCE).until(() -> harness.figure("images") == FRAMES);
        // both choose the first of equals
        assertThat(harness.figure("agreement")).isEqualTo(0.25);
    }

    private static Float[] even() {
        return new Float[] {0.5f, 0.5f, 0.5f, 0.5f};
    }

    @Test
    void aCanaryLabelsItsShareOfTheKeys() {
        harness.tryOut("head", Task.CLASSIFY_LATENT, CONTRARY, "half", 0.5);

        sendAll("half", 2);

        Map<Long, List<Classification>> byVersion = labels(FRAMES).stream()
                .collect(Collectors.groupingBy(label -> label.getClassifier().getVersion()));
        assertThat(byVersion.get(1L)).isNotEmpty().allMatch(label -> label.getClassIndex() == 1);
        assertThat(byVersion.get(2L)).isNotEmpty().allMatch(label -> label.getClassIndex() == 0);
    }

    /** As when a canary denoiser has another encoder: its frames' vectors mean nothing to the live head. */
    @Test
    void framesOfADenoiserWithAnotherLatentSpaceAreLabelledByTheirPicture() {
        sendAll("another", 3);

        assertThat(labels(FRAMES))
                .allMatch(label -> label.getHead() == Head.FRAME)
                .allMatch(label -> label.getClassIndex() == 3);
    }

    @Test
    void aCanaryHeadOfAnotherLatentSpaceNeverSeesThisOnesVectors() {
        harness.tryOut("head", Task.CLASSIFY_LATENT, FixtureModels.contraryHead(4, "another"), "another", 0.99);

        sendAll("half", 2);

        assertThat(labels(FRAMES))
                .allMatch(label -> label.getClassifier().getVersion() == 1)
                .allMatch(label -> label.getClassIndex() == 1);
        assertThat(harness.figure("images")).isZero();
    }

    private void sendAll(String space, int quarter) {
        IntStream.range(0, FRAMES)
                .forEach(i -> harness.send("camera-" + i, Frames.frame("camera-" + i, quarter, space, LATENT)));
    }

    private List<Classification> labels(int count) {
        ClassificationJson json = new ClassificationJson();
        List<Classification> labels = harness.probe.committed(ClassifierHarness.TOPICS.labels(), count).stream()
                .map(found -> json.deserialize(found.topic(), found.value()))
                .toList();
        assertThat(labels).hasSize(count);
        return labels;
    }
}
