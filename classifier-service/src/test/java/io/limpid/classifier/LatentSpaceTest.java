package io.limpid.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.serde.ClassificationJson;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.Head;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.FixtureModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A latent vector is classified only by a head that was trained on the encoder it came from. */
class LatentSpaceTest {
    private static final byte[] HEAD = FixtureModels.latentHead(4, "half");
    private static final byte[] PICTURES = FixtureModels.frameClassifier(1, Frames.SIDE, Frames.SIDE);
    /** The largest is the second. */
    private static final Float[] LATENT = {0.1f, 0.9f, 0.2f, 0.3f};

    @TempDir
    Path folder;

    private ClassifierHarness harness;

    @BeforeEach
    void start() {
        harness = new ClassifierHarness(folder);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void usesTheLatentHeadWhereTheSpacesMatchAndThePictureElsewhere() {
        harness.publish("head", Task.CLASSIFY_LATENT, HEAD, "half");
        harness.publish("pictures", Task.CLASSIFY_FRAME, PICTURES, "");
        harness.awaitLive("head", "pictures");

        harness.send("match", Frames.frame("match", 2, "half", LATENT));
        harness.send("another space", Frames.frame("another space", 2, "quarter", LATENT));
        harness.send("no latent", Frames.frame("no latent", 3, "half"));
        harness.send("no space", Frames.frame("no space", 0, "", LATENT));

        List<Classification> labels = labels(4);
        assertSaysLatent(labels.get(0), "match");
        assertSaysFrame(labels.get(1), "another space", 2);
        assertSaysFrame(labels.get(2), "no latent", 3);
        assertSaysFrame(labels.get(3), "no space", 0);
        assertThat(labels.get(1).getDenoiser().getLatentSpace()).isEqualTo("quarter");
    }

    @Test
    void classifiesThePictureOnceTheHeadIsRetired() {
        harness.publish("head", Task.CLASSIFY_LATENT, HEAD, "half");
        harness.publish("pictures", Task.CLASSIFY_FRAME, PICTURES, "");
        harness.awaitLive("head", "pictures");
        harness.send("before", Frames.frame("before", 2, "half", LATENT));
        assertSaysLatent(labels(1).get(0), "before");

        harness.publish("head", Task.CLASSIFY_LATENT, HEAD, "half", Stage.RETIRED);
        harness.awaitLive("pictures");
        harness.send("after", Frames.frame("after", 2, "half", LATENT));

        assertSaysFrame(labels(2).get(1), "after", 2);
    }

    @Test
    void classifiesByTheModelTheSenderNames() {
        harness.publish("head", Task.CLASSIFY_LATENT, HEAD, "half");
        harness.publish("pictures", Task.CLASSIFY_FRAME, PICTURES, "");
        harness.awaitLive("head", "pictures");

        harness.send("wish", Frames.frame("wish", 2, "half", LATENT).toByteArray(), wish("pictures"));
        harness.send("same wish", Frames.frame("same wish", 2, "half", LATENT).toByteArray(), wish("head"));

        List<Classification> labels = labels(2);
        assertSaysFrame(labels.get(0), "wish", 2);
        assertSaysLatent(labels.get(1), "same wish");
    }

    private static RecordHeaders wish(String model) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("classifier", model.getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    private static void assertSaysLatent(Classification label, String id) {
        assertThat(label.getId()).isEqualTo(id);
        assertThat(label.getHead()).isEqualTo(Head.LATENT);
        assertThat(label.getLabel()).isEqualTo("latent-1");
        assertThat(label.getClassIndex()).isEqualTo(1);
        assertThat(label.getClassifier().getName()).isEqualTo("head");
        assertThat(label.getClassifier().getLatentSpace()).isEqualTo("half");
        assertThat(label.getDenoiser().getLatentSpace()).isEqualTo("half");
    }

    private static void assertSaysFrame(Classification label, String id, int quarter) {
        assertThat(label.getId()).isEqualTo(id);
        assertThat(label.getHead()).isEqualTo(Head.FRAME);
        assertThat(label.getLabel()).isEqualTo("frame-" + quarter);
        assertThat(label.getClassIndex()).isEqualTo(quarter);
        assertThat(label.getClassifier().getName()).isEqualTo("pictures");
        assertThat(label.getClassifier().getLatentSpace()).isEmpty();
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
