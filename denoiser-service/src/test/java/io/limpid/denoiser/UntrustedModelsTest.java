package io.limpid.denoiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.fixtures.FixtureModels;
import io.limpid.fixtures.FlawedModels;
import io.limpid.fixtures.SampleImages;
import io.limpid.inference.ModelSignature;
import io.limpid.streaming.StreamService;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps that stand between a publication and the stream: each is broken, told and counted, and the old model serves on. */
class UntrustedModelsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] GOOD = FixtureModels.denoiser(1, 28, 28, 0.5f, "half");

    @TempDir
    Path folder;

    private DenoiserHarness harness;
    private StreamService service;

    private void start() {
        service = harness.start();
        harness.awaitTopics();
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void withAKeyOnlyWhatItSignedServes() throws Exception {
        KeyPair keys = ModelSignature.newKeys();
        harness = new DenoiserHarness(folder);
        harness.require(keys.getPublic());
        start();
        publish(1, GOOD, ModelSignature.sign(GOOD, keys.getPrivate()));
        awaitLive();

        publish(2, GOOD, new byte[0]);
        awaitRefusal(1, "2: expected a signature by the key of limpid.model-key, found none");
        publish(3, GOOD, ModelSignature.sign(GOOD, ModelSignature.newKeys().getPrivate()));
        awaitRefusal(2, "3: expected a signature of this file by the key of limpid.model-key, found another key's");

        assertServedByTheFirst();
    }

    @Test
    void whatFailsInAProcessOfItsOwnIsNotOpenedHere() throws Exception {
        harness = new DenoiserHarness(folder);
        harness.smokeRun();
        start();
        publish(1, GOOD, new byte[0]);
        awaitLive();
        assertThat(folder.resolve("cache")).isDirectoryContaining("glob:**.sound");

        publish(2, FixtureModels.nanDenoiser(1, 28, 28), new byte[0]);
        awaitRefusal(1, "2: the model failed on a black image");
        publish(3, FlawedModels.crashingDenoiser(), new byte[0]);
        awaitRefusal(2, "3: expected the model to run in a process of its own, that process crashed");

        assertServedByTheFirst();
    }

    private void publish(long version, byte[] onnx, byte[] signature) {
        ModelPublished.Builder published = harness.published("digits", version, onnx, version == 1 ? "half" : "nan");
        harness.probe.publish(
                DenoiserHarness.TOPICS.models(),
                published.setSignature(ByteString.copyFrom(signature)).build());
    }

    private void awaitLive() {
        await().atMost(PATIENCE)
                .until(() -> service.catalogue().published().size() == 1
                        && service.status().isRunning());
    }

    private void awaitRefusal(int refusals, String state) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(harness.counter("limpid.model.events", "event", "refused"))
                    .isEqualTo(refusals);
            assertThat(service.metrics().modelStates().get("digits"))
                    .startsWith("live 1")
                    .contains(state);
        });
    }

    private void assertServedByTheFirst() throws Exception {
        harness.probe.send(
                new ProducerRecord<>(DenoiserHarness.TOPICS.noisy(), new byte[] {1}, SampleImages.greyPng(28, 28, 1)));
        DenoisedFrame frame = DenoisedFrame.parseFrom(harness.probe
                .committed(DenoiserHarness.TOPICS.denoised(), 1)
                .get(0)
                .value());
        assertThat(frame.getDenoiser().getVersion()).isEqualTo(1);
    }
}
