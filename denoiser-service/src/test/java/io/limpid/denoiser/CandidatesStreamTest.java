package io.limpid.denoiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.Encoding;
import io.limpid.contracts.v1.Image;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.NoisyImage;
import io.limpid.contracts.v1.Stage;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.streaming.StreamService;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shadows and canaries in a stream of images. */
class CandidatesStreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] HALF = FixtureModels.denoiser(1, 4, 4, 0.5f, "half");
    private static final int IMAGES = 60;

    @TempDir
    Path folder;

    private DenoiserHarness harness;
    private StreamService service;

    @BeforeEach
    void start() {
        harness = new DenoiserHarness(folder);
        service = harness.start();
        harness.awaitTopics();
        harness.publish("digits", 1, HALF, "half");
        await().atMost(PATIENCE)
                .until(() -> service.catalogue().published().size() == 1
                        && service.status().isRunning());
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void aShadowIsComparedAndNeverEmitted() throws Exception {
        shadow(FixtureModels.denoiser(1, 4, 4, 0.25f, "other"), "other");

        send(IMAGES, 0.8f);

        for (DenoisedFrame frame : frames(IMAGES)) {
            assertThat(frame.getDenoiser()).isEqualTo(ref(1, "half"));
        }
        await().atMost(PATIENCE).until(() -> compared() == IMAGES);
        // 0.8 · 0.5 against 0.8 · 0.25
        assertThat(figure("psnr")).isCloseTo(-20 * Math.log10(0.2), within(1e-4));
        assertThat(figure("failures")).isZero();
        assertThat(figure("millis")).isPositive();
    }

    @Test
    void aShadowThatFailsHarmsNoAnswer() throws Exception {
        shadow(FixtureModels.fragileDenoiser(1, 4, 4), "fragile");

        send(IMAGES, 0.5f);

        assertThat(frames(IMAGES)).allMatch(frame -> frame.getDenoiser().equals(ref(1, "half")));
        await().atMost(PATIENCE).until(() -> figure("failures") + figure("skipped") == IMAGES);
        assertThat(figure("failures")).isPositive();
        assertThat(compared()).isZero();
    }

    @Test
    void aCanaryServesTheSameKeysEachTimeAndTheOthersAreTheLiveModels() throws Exception {
        canary(FixtureModels.denoiser(1, 4, 4, 0.25f, "other"), "other", 0.5);

        send(IMAGES, 0.8f);
        Map<String, ModelRef> once = byKey(frames(IMAGES));
        send(IMAGES, 0.8f);
        List<DenoisedFrame> twice = frames(2 * IMAGES);

        assertThat(once.values()).contains(ref(1, "half"), ref(2, "other"));
        assertThat(twice).allSatisfy(frame -> assertThat(frame.getDenoiser()).isEqualTo(once.get(frame.getId())));
        long live = once.values().stream().filter(ref(1, "half")::equals).count();
        await().atMost(PATIENCE).until(() -> compared() == 2 * live);
    }

    @Test
    void whatACanaryFailsOnIsAnsweredByTheLiveModel() throws Exception {
        canary(FixtureModels.fragileDenoiser(1, 4, 4), "fragile", 0.5);

        send(IMAGES, 0.5f);

        assertThat(frames(IMAGES)).allMatch(frame -> frame.getDenoiser().equals(ref(1, "half")));
        assertThat(figure("failures")).isPositive();
        assertThat(harness.registry.find("limpid.records.dead").counters()).isEmpty();
    }

    @Test
    void imagesThatACandidateDoesNotTakeAreTheLiveModels() throws Exception {
        canary(FixtureModels.denoiser(1, 6, 6, 0.25f, "other"), "other", 0.99);

        send(IMAGES, 0.5f);

        assertThat(frames(IMAGES)).allMatch(frame -> frame.getDenoiser().equals(ref(1, "half")));
        assertThat(compared()).isZero();
    }

    private void shadow(byte[] onnx, String space) {
        harness.publish(harness.published("digits", 2, onnx, space), Stage.SHADOW, 0);
    }

    private void canary(byte[] onnx, String space, double share) {
        harness.publish(harness.published("digits", 2, onnx, space), Stage.CANARY, share);
    }

    private static ModelRef ref(long version, String space) {
        return ModelRef.newBuilder()
                .setName("digits")
                .setVersion(version)
                .setLatentSpace(space)
                .build();
    }

    /** Images of one value, each under a key of its own. */
    private void send(int count, float value) {
        ByteBuffer floats = ByteBuffer.allocate(16 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        floats.asFloatBuffer().put(SampleImages.uniform(16, value));
        NoisyImage image = NoisyImage.newBuilder()
                .setImage(Image.newBuilder()
                        .setEncoding(Encoding.FLOAT32)
                        .setWidth(4)
                        .setHeight(4)
                        .setChannels(1)
                        .setData(ByteString.copyFrom(floats.array())))
                .build();
        IntStream.range(0, count)
                .forEach(i -> harness.probe.send(new ProducerRecord<>(
                        DenoiserHarness.TOPICS.noisy(),
                        null,
                        ("camera-" + i).getBytes(StandardCharsets.UTF_8),
                        image.toByteArray(),
                        new RecordHeaders()
                                .add(
                                        HeaderNames.CONTENT_TYPE,
                                        "application/x-protobuf".getBytes(StandardCharsets.UTF_8)))));
    }

    private List<DenoisedFrame> frames(int count) throws InvalidProtocolBufferException {
        List<ConsumerRecord<byte[], byte[]>> records =
                harness.probe.committed(DenoiserHarness.TOPICS.denoised(), count);
        assertThat(records).hasSize(count);
        List<DenoisedFrame> frames = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> found : records) {
            frames.add(DenoisedFrame.parseFrom(found.value()));
        }
        return frames;
    }

    private static Map<String, ModelRef> byKey(List<DenoisedFrame> frames) {
        return frames.stream().collect(Collectors.toMap(DenoisedFrame::getId, DenoisedFrame::getDenoiser));
    }

    private double compared() {
        return figure("images");
    }

    private double figure(String what) {
        return harness.registry.get("limpid.candidate." + what).meters().stream()
                .filter(meter -> !"live".equals(meter.getId().getTag("side")))
                .findFirst()
                .orElseThrow()
                .measure()
                .iterator()
                .next()
                .getValue();
    }
}
