package io.limpid.denoiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.contracts.image.ImageCodec;
import io.limpid.contracts.image.PayloadLimits;
import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.Encoding;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.SessionSettings;
import io.limpid.inference.drift.TrainingStatistics;
import io.limpid.onnx.OnnxGraph;
import io.limpid.streaming.StreamService;
import io.limpid.streaming.health.StreamReadiness;
import io.micrometer.core.instrument.Gauge;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftStreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIDE = 8;

    @TempDir
    Path folder;

    private static byte[] told(byte[] onnx) throws Exception {
        ImageCodec codec = new ImageCodec(PayloadLimits.STANDARD);
        List<Pixels> noisy = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            noisy.add(codec.decodeFile(SampleImages.greyPng(SIDE, SIDE, 10_000 + i), Encoding.PNG));
        }
        try (DenoiserModel model = DenoiserModel.open(onnx, SessionSettings.cpu(1))) {
            String json = TrainingStatistics.of(model, noisy).toJson();
            return OnnxGraph.of(onnx).bytes(Map.of("limpid.training_statistics", json));
        }
    }

    @Test
    void theHealthAnswerAndAMetricTellOfDriftAndTheServiceStaysReady() throws Exception {
        try (DenoiserHarness harness = new DenoiserHarness(folder)) {
            StreamService service = harness.start();
            StreamReadiness readiness = new StreamReadiness(service, harness.drift::lines);
            harness.awaitTopics();
            harness.publish("told", 1, told(FixtureModels.denoiser(1, SIDE, SIDE, 1, "s")), "s");
            harness.publish("untold", 1, FixtureModels.denoiser(1, 6, 6, 1, "u"), "u");
            await().atMost(PATIENCE).until(() -> service.catalogue().published().size() == 2);

            for (int i = 0; i < 64; i++) {
                send(harness, SampleImages.greyPng(6, 6, i));
                send(harness, SampleImages.greyPng(SIDE, SIDE, i));
            }

            await().atMost(PATIENCE).until(() -> line(readiness).startsWith("none: input"));
            assertThat(score(harness, "input")).isBetween(0.0, 2.0);
            assertThat(score(harness, "latent")).isBetween(0.0, 2.0);

            byte[] dark = dark();
            for (int i = 0; i < 32; i++) {
                send(harness, dark);
            }

            await().atMost(PATIENCE)
                    .until(() -> line(readiness).startsWith("the images are not those of the training"));
            assertThat(line(readiness)).contains("deviation 0.", "(training 0.", "over the last 64 images");
            assertThat(score(harness, "input")).isGreaterThan(2);
            assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat(harness.drift.lines()).containsOnlyKeys("drift told 1");
        }
    }

    /** The training's images were smaller than the stream's, as patches are. */
    @Test
    void aModelOfAnySizeTellsOfDriftToo() throws Exception {
        try (DenoiserHarness harness = new DenoiserHarness(folder)) {
            StreamService service = harness.start();
            StreamReadiness readiness = new StreamReadiness(service, harness.drift::lines);
            harness.awaitTopics();
            harness.publish("told", 1, told(FixtureModels.anySizeDenoiser(1, 1, "s")), "s");
            await().atMost(PATIENCE).until(() -> service.catalogue().published().size() == 1);

            send(harness, SampleImages.greyPng(SIDE - 1, SIDE, 1));
            await().atMost(PATIENCE)
                    .until(
                            () -> line(readiness)
                                    .equals(
                                            "not known yet: 64 images to come; images passed over, smaller than the training's 8x8: 1"));
            for (int i = 0; i < 64; i++) {
                send(harness, SampleImages.greyPng(SIDE + i % 5, SIDE + 1 + i % 7, i));
            }

            await().atMost(PATIENCE).until(() -> line(readiness).startsWith("none: input"));
            assertThat(line(readiness)).contains("latent not compared (it depends on the size; the training's is 8x8)");
            assertThat(score(harness, "input")).isBetween(0.0, 2.0);
            assertThat(score(harness, "latent")).isNaN();
        }
    }

    private static byte[] dark() throws Exception {
        return SampleImages.file(
                "png", new java.awt.image.BufferedImage(SIDE, SIDE, java.awt.image.BufferedImage.TYPE_BYTE_GRAY));
    }

    private static void send(DenoiserHarness harness, byte[] png) {
        harness.probe.send(
                new ProducerRecord<>(DenoiserHarness.TOPICS.noisy(), "one".getBytes(StandardCharsets.UTF_8), png));
    }

    private static String line(StreamReadiness readiness) {
        return String.valueOf(readiness.call().getData().orElseThrow().get("drift told 1"));
    }

    private static double score(DenoiserHarness harness, String of) {
        Gauge gauge = harness.registry
                .get("limpid.drift.score")
                .tags("model", "told", "version", "1", "of", of)
                .gauge();
        return gauge.value();
    }
}
