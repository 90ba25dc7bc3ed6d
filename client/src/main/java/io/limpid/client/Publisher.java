package io.limpid.client;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records, and tells what became of each. Thread-safe. */
final class Publisher implements AutoCloseable {
    /** For headers and what the record format adds. */
    private static final int ROOM_BESIDE_THE_VALUE = 1 << 20;

    private static final Duration LAST_SENDS = Duration.ofSeconds(10);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String bootstrap;
    private final int maxValueBytes;

    Publisher(KafkaSettings kafka, int maxValueBytes) {
        this.bootstrap = requireNonNull(kafka, "kafka").bootstrap();
        this.maxValueBytes = maxValueBytes;
        this.producer = new KafkaProducer<>(
                kafka.producer(maxValueBytes + ROOM_BESIDE_THE_VALUE),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    CompletableFuture<Acknowledgement> send(ProducerRecord<byte[], byte[]> message, String eventId) {
        if (message.value() != null && message.value().length > maxValueBytes) {
            return CompletableFuture.failedFuture(new LimpidClientException(
                    "expected an image of at most " + maxValueBytes + " bytes, found " + message.value().length
                            + "; send a smaller one, or raise maxImageBytes where the services take more"));
        }
        String imageId = message.key() == null || message.key().length == 0
                ? eventId
                : new String(message.key(), StandardCharsets.UTF_8);
        CompletableFuture<RecordMetadata> stored = new CompletableFuture<>();
        try {
            producer.send(message, (metadata, failure) -> {
                if (failure == null) {
                    stored.complete(metadata);
                } else {
                    stored.completeExceptionally(notStored(imageId, failure));
                }
            });
        } catch (RuntimeException failure) {
            stored.completeExceptionally(notStored(imageId, failure));
        }
        // by another thread than the producer's own, so that nobody's work keeps it
        return stored.thenApplyAsync(metadata -> new Acknowledgement(
                imageId, eventId, new RecordPlace(metadata.topic(), metadata.partition(), metadata.offset())));
    }

    private LimpidClientException notStored(String imageId, Exception failure) {
        String what = "the broker at " + bootstrap + " did not store image " + imageId + ": " + failure.getMessage();
        return failure instanceof TimeoutException
                ? new BrokerUnavailableException(what + "; check that it runs", failure)
                : new LimpidClientException(
                        what + "; check the topic's limits, and this client's rights to it", failure);
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(LAST_SENDS);
    }
}
