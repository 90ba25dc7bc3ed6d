package io.limpid.trainer.service;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.serde.ProtobufSerializer;
import io.limpid.contracts.v1.InputSpec;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.Task;
import io.limpid.inference.ModelSignature;
import io.limpid.streaming.models.PublishedModels;
import io.limpid.trainer.run.ModelInfo;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends finished runs' models to the models topic. Thread-safe. */
final class ModelPublisher implements AutoCloseable {
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Supplier<Producer<String, ModelPublished>> producers;
    private final String topic;
    private final URI publicUrl;
    private final Clock clock;
    private final Standing standing;
    private final Signing signing;
    private final AtomicLong lastVersion = new AtomicLong();
    private @Nullable Producer<String, ModelPublished> producer;

    /** Tells what stands under a key of the topic now. */
    @FunctionalInterface
    interface Standing {
        /** @throws KafkaException when the broker doesn't say */
        Optional<ModelPublished> under(ModelKey key);
    }

    /** @param producers asked once, at the first publication: making one fails while the broker's name is not known */
    ModelPublisher(
            Supplier<Producer<String, ModelPublished>> producers,
            String topic,
            URI publicUrl,
            Clock clock,
            Standing standing,
            Signing signing) {
        this.producers = requireNonNull(producers, "producers");
        this.topic = requireNonNull(topic, "topic");
        this.publicUrl = requireNonNull(publicUrl, "publicUrl");
        this.clock = requireNonNull(clock, "clock");
        this.standing = requireNonNull(standing, "standing");
        this.signing = requireNonNull(signing, "signing");
    }

    /** A producer that gives up in time for an answer by HTTP. */
    static Supplier<Producer<String, ModelPublished>> producers(Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "trainer");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        return () -> new KafkaProducer<>(properties, new StringSerializer(), new ProtobufSerializer<>());
    }

    private synchronized Producer<String, ModelPublished> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    /** Signs model files. */
    @FunctionalInterface
    interface Signing {
        /** @return empty where nothing is signed */
        ByteString of(Path onnx) throws IOException;

        /** With the key in that file, read each time, so that one that is mounted later or exchanged counts. */
        static Signing with(Optional<Path> key) {
            return onnx -> key.isEmpty()
                    ? ByteString.EMPTY
                    : ByteString.copyFrom(
                            ModelSignature.sign(Files.readAllBytes(onnx), ModelSignature.privateKey(key.get())));
        }
    }

    /** The topic itself, asked anew each time. */
    static Standing standing(Map<String, Object> kafka, String topic) {
        return key -> Optional.ofNullable(PublishedModels.read(kafka, topic, Duration.ofMillis(TIMEOUT_MILLIS))
                .get(key));
    }

    /** Publishes without a canary's share. */
    ModelPublished publish(RunFolder run, Stage stage) throws PublishException {
        return publish(run, stage, 0);
    }

    /**
     * Publishes a finished run's model under a new version, and returns when the broker has it. What was live before is kept in
     * the record's history.
     *
     * @param share of the keys, of a canary; else 0
     * @throws PublishException when the broker doesn't take it
     */
    ModelPublished publish(RunFolder run, Stage stage, double share) throws PublishException {
        try {
            ModelPublished message = inPlace(message(run, stage).toBuilder()
                    .setShare(share)
                    .setSignature(signing.of(run.model()))
                    .build());
            producer()
                    .send(new ProducerRecord<>(topic, ModelKey.of(message).toString(), message))
                    .get(2L * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            return message;
        } catch (ExecutionException | TimeoutException | KafkaException failure) {
            Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
            throw new PublishException("topic " + topic + " did not take the model: " + reason(cause), failure);
        } catch (IOException | IllegalArgumentException failure) {
            throw new PublishException("the model can't be signed: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PublishException("interrupted while publishing", interrupted);
        }
    }

    private ModelPublished inPlace(ModelPublished message) {
        if (ModelKey.isCandidate(message.getStage())) {
            return message;
        }
        Optional<ModelPublished> now = standing.under(ModelKey.of(message));
        return ModelHistory.succeed(message, now).toBuilder()
                .setStage(message.getStage())
                .build();
    }

    /** That a client can't be made says only its cause: which name is not known, for instance. */
    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure.getMessage() : failure.getMessage() + ": " + cause.getMessage();
    }

    private ModelPublished message(RunFolder run, Stage stage) {
        ModelInfo info = Runs.info(run);
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder()
                        .setName(info.name())
                        .setVersion(nextVersion())
                        .setLatentSpace(info.latentSpace()))
                .setTask(Task.valueOf(info.task().toUpperCase(Locale.ROOT).replace('-', '_')))
                .setUri(publicUrl.resolve("/models/" + run.id() + "/model.onnx").toString())
                .setSha256(info.sha256())
                .setSize(info.size())
                .setInput(InputSpec.newBuilder()
                        .setChannels(info.channels())
                        .setHeight(info.height())
                        .setWidth(info.width())
                        .setLatentSize(info.latentSize()))
                .addAllLabels(info.labels())
                .putAllMetrics(info.metrics())
                .setStage(stage)
                .setPublishedAt(clock.millis())
                .build();
    }

    /** The time, readable, but always more than the one before. */
    private long nextVersion() {
        long now = Long.parseLong(VERSION.format(clock.instant()));
        return lastVersion.updateAndGet(last -> Math.max(last + 1, now));
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}
