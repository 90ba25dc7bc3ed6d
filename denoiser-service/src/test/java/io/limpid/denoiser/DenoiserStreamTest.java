package io.limpid.denoiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.NoisyImage;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.inference.drift.NoiseSigma;
import io.limpid.streaming.StreamService;
import io.micrometer.core.instrument.DistributionSummary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenoiserStreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private DenoiserHarness harness;
    private StreamService service;

    @BeforeEach
    void start() {
        harness = new DenoiserHarness(folder);
        service = harness.start();
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void buriesBadRecordsUntouchedAndAnswersTheirNeighbours() throws Exception {
        harness.awaitTopics();
        harness.publish("fragile", 1, FixtureModels.fragileDenoiser(1, 28, 28), "fragile");
        harness.publish("digits", 1, FixtureModels.denoiser(1, 28, 28, 0.5f, "half"), "half");
        awaitLive(2);
        List<BadRecords.Bad> bad = BadRecords.all();

        for (int i = 0; i < bad.size(); i++) {
            sendGood("before-" + i);
            harness.probe.send(new ProducerRecord<>(
                    DenoiserHarness.TOPICS.noisy(),
                    null,
                    key("bad-" + i),
                    bad.get(i).value(),
                    bad.get(i).recordHeaders()));
            sendGood("after-" + i);
        }

        Map<String, ConsumerRecord<byte[], byte[]>> dead =
                byKey(harness.probe.committed(DenoiserHarness.TOPICS.noisyDead(), bad.size()), bad.size());
        for (int i = 0; i < bad.size(); i++) {
            assertDeadLetter(bad.get(i), dead.get("bad-" + i));
        }
        Map<String, ConsumerRecord<byte[], byte[]>> frames =
                byKey(harness.probe.committed(DenoiserHarness.TOPICS.denoised(), 2 * bad.size()), 2 * bad.size());
        for (int i = 0; i < bad.size(); i++) {
            assertThat(frames).containsKeys("before-" + i, "after-" + i);
        }
        assertCounters(bad);
    }

    private static void assertDeadLetter(BadRecords.Bad sent, ConsumerRecord<byte[], byte[]> dead) {
        assertThat(dead).as(sent.kind()).isNotNull();
        assertThat(dead.value()).as(sent.kind()).isEqualTo(sent.value());
        assertThat(header(dead, HeaderNames.DEAD_LETTER_REASON)).as(sent.kind()).isEqualTo(sent.reason());
        assertThat(header(dead, HeaderNames.DEAD_LETTER_MESSAGE))
                .as(sent.kind())
                .isNotBlank();
        assertThat(header(dead, HeaderNames.DEAD_LETTER_TOPIC)).isEqualTo(DenoiserHarness.TOPICS.noisy());
        assertThat(header(dead, HeaderNames.DEAD_LETTER_PARTITION)).isEqualTo(Integer.toString(dead.partition()));
        assertThat(header(dead, HeaderNames.DEAD_LETTER_OFFSET)).matches("[0-9]+");
        assertThat(header(dead, HeaderNames.DEAD_LETTER_SERVICE)).isEqualTo("denoiser");
        assertThat(header(dead, HeaderNames.DEAD_LETTER_SERVICE_VERSION)).isEqualTo("1.2.3");
        sent.recordHeaders().forEach(original -> assertThat(
                        new String(dead.headers().lastHeader(original.key()).value(), StandardCharsets.UTF_8))
                .isEqualTo(new String(original.value(), StandardCharsets.UTF_8)));
    }

    private void assertCounters(List<BadRecords.Bad> bad) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(harness.counter("limpid.records.answered"))
                .isEqualTo(2.0 * bad.size()));
        Map<String, Integer> expected = new HashMap<>();
        bad.forEach(one -> expected.merge(one.reason(), 1, Integer::sum));
        expected.forEach((reason, count) -> assertThat(harness.counter("limpid.records.dead", "reason", reason))
                .as(reason)
                .isEqualTo(count.doubleValue()));
    }

    @Test
    void answersInTheEncodingOfTheImageOrTheOneAskedFor() throws Exception {
        harness.awaitTopics();
        byte[] half = FixtureModels.denoiser(1, 28, 28, 0.5f, "half");
        harness.publish("digits", 1, half, "half");
        awaitLive(1);

        sendGood("same");
        harness.probe.send(new ProducerRecord<>(
                DenoiserHarness.TOPICS.noisy(),
                null,
                key("asked"),
                SampleImages.greyPng(28, 28, 7),
                new RecordHeaders()
                        .add("accept", "image/x-float32".getBytes(StandardCharsets.UTF_8))
                        .add("ce_id", "event-1".getBytes(StandardCharsets.UTF_8))
                        .add("traceparent", "00-trace".getBytes(StandardCharsets.UTF_8))));

        Map<String, ConsumerRecord<byte[], byte[]>> frames =
                byKey(harness.probe.committed(DenoiserHarness.TOPICS.denoised(), 2), 2);
        DenoisedFrame same = DenoisedFrame.parseFrom(frames.get("same").value());
        DenoisedFrame asked = DenoisedFrame.parseFrom(frames.get("asked").value());
        assertThat(same.getId()).isEqualTo("same");
        assertThat(same.getImage().getEncoding()).isEqualTo(Encoding.PNG);
        assertThat(same.getDenoiser().getName()).isEqualTo("digits");
        assertThat(same.getDenoiser().getLatentSpace()).isEqualTo("half");
        assertThat(same.getLatentCount()).isEqualTo(4);
        assertThat(same.getStageTimes().getDecodeMicros()).isPositive();
        assertThat(same.getStageTimes().getInferMicros()).isPositive();
        assertThat(same.getStageTimes().getEncodeMicros()).isPositive();
        assertThat(same.getStageTimes().getBatch()).isBetween(1, 2);
        assertThat(asked.getImage().getEncoding()).isEqualTo(Encoding.FLOAT32);
        assertThat(header(frames.get("asked"), "ce_id")).isEqualTo("event-1");
        assertThat(header(frames.get("asked"), "ce_type")).isEqualTo("io.limpid.v1.DenoisedFrame");
        assertThat(header(frames.get("asked"), "traceparent")).isEqualTo("00-trace");
        assertThat(header(frames.get("asked"), HeaderNames.CONTENT_TYPE)).isEqualTo("application/x-protobuf");
        assertHalved(asked);
    }

    private static void assertHalved(DenoisedFrame frame) throws Exception {
        ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);
        Pixels sent = codec.decodeFile(SampleImages.greyPng(28, 28, 7), Encoding.PNG);
        Pixels got = codec.decode(frame.getImage());
        for (int i = 0; i < sent.shape().size(); i++) {
            assertThat(got.get(i)).isEqualTo(sent.get(i) * 0.5f);
        }
        assertThat(frame.getNoiseSigma()).isEqualTo(NoiseSigma.of(sent)).isPositive();
        assertThat(frame.getResidualSigma()).isCloseTo(frame.getNoiseSigma() / 2, within(1e-6f));
    }

    @Test
    void tellsHowAnomalousAnImageIsWhereTheModelDoes() throws Exception {
        harness.awaitTopics();
        harness.publish("scoring", 1, FixtureModels.scoringDenoiser(1, 28, 28, 1, "s"), "s");
        harness.publish("silent", 1, FixtureModels.denoiser(1, 14, 14, 1, "t"), "t");
        awaitLive(2);

        send("scored", image(28, 0.75f));
        send("unscored", image(14, 0.75f));

        Map<String, ConsumerRecord<byte[], byte[]>> frames =
                byKey(harness.probe.committed(DenoiserHarness.TOPICS.denoised(), 2), 2);
        DenoisedFrame scored = DenoisedFrame.parseFrom(frames.get("scored").value());
        DenoisedFrame unscored = DenoisedFrame.parseFrom(frames.get("unscored").value());
        assertThat(scored.getAnomalyScore()).isEqualTo(4);
        assertThat(unscored.hasAnomalyScore()).isFalse();
        DistributionSummary scores =
                harness.registry.get("limpid.anomaly.score").summary();
        assertThat(scores.count()).isEqualTo(1);
        assertThat(scores.totalAmount()).isEqualTo(4);
    }

    private static NoisyImage image(int side, float value) {
        ByteBuffer floats = ByteBuffer.allocate(side * side * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        floats.asFloatBuffer().put(SampleImages.uniform(side * side, value));
        return NoisyImage.newBuilder()
                .setImage(Image.newBuilder()
                        .setEncoding(Encoding.FLOAT32)
                        .setWidth(side)
                        .setHeight(side)
                        .setChannels(1)
                        .setData(ByteString.copyFrom(floats.array())))
                .build();
    }

    private void send(String id, NoisyImage image) {
        harness.probe.send(new ProducerRecord<>(
                DenoiserHarness.TOPICS.noisy(),
                null,
                key(id),
                image.toByteArray(),
                new RecordHeaders()
                        .add(HeaderNames.CONTENT_TYPE, "application/x-protobuf".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void refusesBadModelsAndServesTheOldOneOn() throws Exception {
        harness.awaitTopics();
        byte[] good = FixtureModels.denoiser(1, 28, 28, 0.5f, "half");
        harness.publish("digits", 1, good, "half");
        awaitLive(1);

        harness.publish("digits", 2, FixtureModels.truncated(good), "half");
        awaitRefusals(1, "2: expected a whole ONNX file");
        harness.publish("digits", 3, FixtureModels.denoiser(1, 28, 28, 1, "half"), "0".repeat(64), "half");
        awaitRefusals(2, "3: expected sha256 " + "0".repeat(64));
        harness.publish("digits", 5, FixtureModels.misnamedDenoiser(1, 28, 28), "misnamed");
        awaitRefusals(3, "5: expected one input 'image', found [picture]");
        harness.publish("digits", 6, FixtureModels.frameClassifier(1, 28, 28), "");
        awaitRefusals(4, "6: expected an output 'denoised'");
        harness.publish("digits", 7, FixtureModels.nanDenoiser(1, 28, 28), "nan");
        awaitRefusals(5, "7: the model failed on a black image");
        harness.publish("digits", 8, FixtureModels.externalDataDenoiser(1, 28, 28), "external");
        awaitRefusals(6, "8: expected all weights inside the file");
        harness.publish("digits", 9, FixtureModels.customOperatorDenoiser(1, 28, 28), "custom");
        awaitRefusals(7, "9: expected operators that image networks need, found com.example.evil.Exfiltrate");
        harness.publish("digits", 10, FixtureModels.denoiser(1, 28, 28, 1, "one"), "other");
        awaitRefusals(8, "10: expected the latent space 'other' as published, the file says 'one'");

        sendGood("still served");
        DenoisedFrame frame = DenoisedFrame.parseFrom(harness.probe
                .committed(DenoiserHarness.TOPICS.denoised(), 1)
                .get(0)
                .value());
        assertThat(frame.getDenoiser().getVersion()).isEqualTo(1);
    }

    @Test
    void swapsToANewVersionAndLosesNothing() throws Exception {
        harness.awaitTopics();
        harness.publish("digits", 1, FixtureModels.denoiser(1, 28, 28, 0.5f, "half"), "half");
        awaitLive(1);
        for (int i = 0; i < 100; i++) {
            sendGood("a" + i);
        }

        harness.publish("digits", 2, FixtureModels.denoiser(1, 28, 28, 0.25f, "quarter"), "quarter");
        await().atMost(PATIENCE)
                .until(() -> service.metrics().modelStates().get("digits").equals("live 2"));
        for (int i = 0; i < 100; i++) {
            sendGood("b" + i);
        }

        Map<String, ConsumerRecord<byte[], byte[]>> frames =
                byKey(harness.probe.committed(DenoiserHarness.TOPICS.denoised(), 200), 200);
        assertThat(DenoisedFrame.parseFrom(frames.get("b99").value())
                        .getDenoiser()
                        .getVersion())
                .isEqualTo(2);
    }

    private void awaitLive(int models) {
        await().atMost(PATIENCE)
                .until(() -> service.catalogue().published().size() == models
                        && service.status().isRunning());
    }

    private void awaitRefusals(int refusals, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(harness.counter("limpid.model.events", "event", "refused"))
                    .isEqualTo(refusals);
            assertThat(service.metrics().modelStates().get("digits"))
                    .startsWith("live 1")
                    .contains(state);
        });
    }

    private void sendGood(String key) {
        harness.probe.send(new ProducerRecord<>(
                DenoiserHarness.TOPICS.noisy(), null, key(key), SampleImages.greyPng(28, 28, key.hashCode())));
    }

    private static byte[] key(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, ConsumerRecord<byte[], byte[]>> byKey(
            List<ConsumerRecord<byte[], byte[]>> found, int expected) {
        Map<String, ConsumerRecord<byte[], byte[]>> byKey = new HashMap<>();
        found.forEach(one -> byKey.put(new String(one.key(), StandardCharsets.UTF_8), one));
        assertThat(found).hasSize(expected);
        assertThat(byKey).hasSize(expected);
        return byKey;
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        return HeaderNames.text(found.headers(), name).orElse("");
    }
}
