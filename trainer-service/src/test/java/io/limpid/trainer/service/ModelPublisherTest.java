package io.limpid.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.limpid.contracts.serde.ProtobufSerializer;
import io.limpid.contracts.v1.InputSpec;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ModelSignature;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import io.limpid.trainer.run.SampleRuns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPublisherTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    private final MockProducer<String, ModelPublished> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ProtobufSerializer<>());
    private final ModelPublisher publisher = new ModelPublisher(
            () -> kafka,
            "p.models",
            URI.create("http://trainer:8083"),
            Clock.fixed(NOW, ZoneOffset.UTC),
            key -> kafka.history().stream()
                    .filter(message -> message.key().equals(key.toString()))
                    .map(ProducerRecord::value)
                    .reduce((earlier, later) -> later),
            onnx -> ModelPublisher.Signing.with(Optional.of(folder.resolve("key.pem")))
                    .of(onnx));
    private final KeyPair keys = ModelSignature.newKeys();

    @BeforeEach
    void writeKey() throws IOException {
        ModelSignature.write(keys.getPrivate(), folder.resolve("key.pem"));
    }

    @Test
    void saysAllThatServicesNeedToFetchAndCheckTheModel() throws IOException, PublishException {
        RunFolder run = SampleRuns.latentHead(folder, "head", NOW);

        ModelPublished sent = publisher.publish(run, Stage.SHADOW);

        assertThat(sent.getRef().getName()).isEqualTo("head");
        assertThat(sent.getRef().getVersion()).isEqualTo(20260102030405L);
        assertThat(sent.getRef().getLatentSpace()).isEqualTo("space");
        assertThat(sent.getTask()).isEqualTo(Task.CLASSIFY_LATENT);
        assertThat(sent.getUri()).isEqualTo("http://trainer:8083/models/20260102-030405-head/model.onnx");
        assertThat(sent.getSha256()).isEqualTo(Runs.info(run).sha256());
        assertThat(sent.getSize()).isEqualTo(run.model().toFile().length());
        assertThat(sent.getInput())
                .isEqualTo(InputSpec.newBuilder().setLatentSize(4).build());
        assertThat(sent.getLabelsList()).containsExactly("a", "b", "c", "d");
        assertThat(sent.getMetricsMap()).containsEntry("accuracy", 0.5);
        assertThat(sent.getStage()).isEqualTo(Stage.SHADOW);
        assertThat(sent.getPublishedAt()).isEqualTo(NOW.toEpochMilli());
        assertThat(kafka.history()).singleElement().satisfies(message -> {
            assertThat(message.topic()).isEqualTo("p.models");
            assertThat(message.key()).isEqualTo("head/candidate");
            assertThat(message.value()).isEqualTo(sent);
        });
    }

    @Test
    void signsTheFileThatServicesWillFetch() throws Exception {
        RunFolder run = SampleRuns.denoiser(folder, "mine", NOW);

        ModelPublished sent = publisher.publish(run, Stage.LIVE);

        byte[] file = Files.readAllBytes(run.model());
        ModelSignature.verify(file, sent.getSignature().toByteArray(), keys.getPublic());
        Files.writeString(folder.resolve("key.pem"), "no key");
        assertThatThrownBy(() -> publisher.publish(run, Stage.LIVE))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("can't be signed")
                .hasMessageContaining("key.pem");
    }

    @Test
    void versionsGrowEvenWithinASecond() throws IOException, PublishException {
        RunFolder run = SampleRuns.denoiser(folder, "mine", NOW);

        long first = publisher.publish(run, Stage.LIVE).getRef().getVersion();
        long second = publisher.publish(run, Stage.LIVE).getRef().getVersion();

        assertThat(second).isGreaterThan(first);
    }

    @Test
    void aLiveModelRemembersWhatWasLiveBefore() throws IOException, PublishException {
        RunFolder run = SampleRuns.denoiser(folder, "mine", NOW);
        ModelPublished first = publisher.publish(run, Stage.LIVE);
        publisher.publish(run, Stage.CANARY, 0.2);

        ModelPublished second = publisher.publish(run, Stage.LIVE);

        assertThat(kafka.history()).extracting(ProducerRecord::key).containsExactly("mine", "mine/candidate", "mine");
        assertThat(kafka.history().get(1).value().getShare()).isEqualTo(0.2);
        assertThat(second.getPreviousList()).containsExactly(first);
    }

    @Test
    void aBrokerThatDoesNotTakeItIsNamedWithItsReason() throws IOException {
        RunFolder run = SampleRuns.denoiser(folder, "mine", NOW);
        kafka.sendException = new TimeoutException("no broker");

        assertThatThrownBy(() -> publisher.publish(run, Stage.LIVE))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("p.models")
                .hasMessageContaining("no broker");
    }

    @Test
    void waitsWithItsProducerUntilTheBrokersNameIsKnown() throws IOException, PublishException {
        RunFolder run = SampleRuns.denoiser(folder, "mine", NOW);
        AtomicBoolean known = new AtomicBoolean();
        ModelPublisher early = new ModelPublisher(
                () -> {
                    if (!known.get()) {
                        throw new KafkaException(
                                "Failed to construct kafka producer", new ConfigException("no such host"));
                    }
                    return kafka;
                },
                "p.models",
                URI.create("http://trainer:8083"),
                Clock.fixed(NOW, ZoneOffset.UTC),
                key -> Optional.empty(),
                onnx -> ByteString.EMPTY);
        assertThatThrownBy(() -> early.publish(run, Stage.LIVE))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("no such host");

        known.set(true);

        assertThat(early.publish(run, Stage.LIVE).getRef().getName()).isEqualTo("mine");
        assertThat(kafka.history()).hasSize(1);
    }
}
