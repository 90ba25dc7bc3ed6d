package io.limpid.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.Task;
import io.limpid.fixtures.FixtureModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierStreamTest {
    private static final Float[] LATENT = {0.1f, 0.9f, 0.2f, 0.3f};

    @TempDir
    Path folder;

    private ClassifierHarness harness;

    @BeforeEach
    void start() {
        harness = new ClassifierHarness(folder);
        harness.publish("head", Task.CLASSIFY_LATENT, FixtureModels.latentHead(4, "half"), "half");
        harness.publish("pictures", Task.CLASSIFY_FRAME, FixtureModels.frameClassifier(1, 28, 28), "");
        harness.awaitLive("head", "pictures");
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void buriesBadFramesUntouchedAndAnswersTheirNeighboursInOrder() {
        List<BadFrames.Bad> bad = BadFrames.all();
        List<String> good = new ArrayList<>();

        for (int i = 0; i < bad.size(); i++) {
            good.add(sendGood("before-" + i, "half"));
            harness.send("bad-" + i, bad.get(i).value(), bad.get(i).headers());
            good.add(sendGood("after-" + i, "another"));
        }

        List<ConsumerRecord<byte[], byte[]>> dead =
                harness.probe.committed(ClassifierHarness.TOPICS.denoisedDead(), bad.size());
        assertThat(dead).hasSameSizeAs(bad);
        for (int i = 0; i < bad.size(); i++) {
            assertDeadLetter(bad.get(i), "bad-" + i, 3 * i + 1, dead.get(i));
        }
        assertThat(harness.probe.committed(ClassifierHarness.TOPICS.labels(), good.size()))
                .extracting(ClassifierStreamTest::key)
                .containsExactlyElementsOf(good);
        assertCounters(bad, good.size());
    }

    private static void assertDeadLetter(
            BadFrames.Bad sent, String key, long offset, ConsumerRecord<byte[], byte[]> dead) {
        assertThat(key(dead)).isEqualTo(key);
        assertThat(dead.value()).as(sent.kind()).isEqualTo(sent.value());
        assertThat(header(dead, HeaderNames.DEAD_LETTER_REASON)).as(sent.kind()).isEqualTo(sent.reason());
        assertThat(header(dead, HeaderNames.DEAD_LETTER_MESSAGE))
                .as(sent.kind())
                .contains(sent.says());
        assertThat(header(dead, HeaderNames.DEAD_LETTER_TOPIC)).isEqualTo(ClassifierHarness.TOPICS.denoised());
        assertThat(header(dead, HeaderNames.DEAD_LETTER_PARTITION)).isEqualTo("0");
        assertThat(header(dead, HeaderNames.DEAD_LETTER_OFFSET)).isEqualTo(Long.toString(offset));
        assertThat(header(dead, HeaderNames.DEAD_LETTER_SERVICE)).isEqualTo("classifier");
        assertThat(header(dead, HeaderNames.DEAD_LETTER_SERVICE_VERSION)).isEqualTo("1.2.3");
        sent.headers().forEach(original -> assertThat(dead.headers().lastHeader(original.key()))
                .as(sent.kind())
                .isEqualTo(original));
    }

    private void assertCounters(List<BadFrames.Bad> bad, int good) {
        Map<String, Double> reasons = new HashMap<>();
        bad.forEach(one -> reasons.merge(one.reason(), 1.0, Double::sum));
        await().atMost(ClassifierHarness.PATIENCE).untilAsserted(() -> {
            assertThat(harness.answered()).isEqualTo(good);
            assertThat(harness.buried()).isEqualTo(reasons);
        });
    }

    @Test
    void answersInJsonThatAnyoneReads() throws Exception {
        harness.send(
                "seven",
                Frames.frame("seven", 2, "half", LATENT).toByteArray(),
                headers("content-type", "application/x-protobuf", "ce_id", "event-1", "ce_type", "old", "trace", "t"));

        ConsumerRecord<byte[], byte[]> found =
                harness.probe.committed(ClassifierHarness.TOPICS.labels(), 1).get(0);
        JsonNode json = new ObjectMapper().readTree(found.value());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "label",
                        "classIndex",
                        "confidence",
                        "scores",
                        "classifier",
                        "denoiser",
                        "head",
                        "stageTimes");
        assertThat(json.get("id").textValue()).isEqualTo("seven");
        assertThat(json.get("label").textValue()).isEqualTo("latent-1");
        assertThat(json.get("classIndex").intValue()).isEqualTo(1);
        assertThat(json.get("head").textValue()).isEqualTo("LATENT");
        assertThat(json.get("classifier").get("latentSpace").textValue()).isEqualTo("half");
        assertThat(json.get("denoiser").get("name").textValue()).isEqualTo("digits");
        assertThat(json.get("denoiser").get("version").textValue()).isEqualTo("7");
        assertThat(json.get("scores")).hasSize(4);
        double sum = 0;
        for (JsonNode score : json.get("scores")) {
            sum += score.doubleValue();
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(json.get("confidence")).isEqualTo(json.get("scores").get(1));
        assertThat(header(found, "content-type")).isEqualTo("application/json");
        assertThat(header(found, "ce_type")).isEqualTo("io.limpid.v1.Classification");
        assertThat(header(found, "ce_id")).isEqualTo("event-1");
        assertThat(header(found, "trace")).isEqualTo("t");
    }

    @Test
    void looksAtThePictureOnlyWhereTheLatentVectorIsNoUse() throws Exception {
        byte[] damaged = Frames.frame("damaged", 0, "half", LATENT).toBuilder()
                .setImage(Frames.grey(28, 28, new byte[1]))
                .build()
                .toByteArray();

        harness.send("damaged", damaged, new RecordHeaders());

        byte[] answer = harness.probe
                .committed(ClassifierHarness.TOPICS.labels(), 1)
                .get(0)
                .value();
        assertThat(new ObjectMapper().readTree(answer).get("head").textValue()).isEqualTo("LATENT");
    }

    private String sendGood(String key, String latentSpace) {
        harness.send(key, Frames.frame(key, 3, latentSpace, LATENT));
        return key;
    }

    private static RecordHeaders headers(String... namesAndValues) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static String key(ConsumerRecord<byte[], byte[]> found) {
        return new String(found.key(), StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        return HeaderNames.text(found.headers(), name).orElse("");
    }
}
