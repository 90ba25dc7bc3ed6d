package io.limpid.studio.stream;

import io.limpid.streaming.loop.KafkaProblem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes single records, each stored when {@link #write} returns. Thread-safe. */
public final class StreamWriter implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Map<String, Object> properties;
    private final KafkaProblem problems;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /** @param kafka client properties; the broker need not be there yet */
    public StreamWriter(Map<String, Object> kafka) {
        this.properties = new HashMap<>(kafka);
        this.problems = KafkaProblem.ofClient(kafka, Set.of(), "");
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "studio-writer");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 32 << 20);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis() / 2);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    }

    /** @throws NotWrittenException when the broker has not taken it in time, or refuses it; it may still be written then */
    public RecordMetadata write(ProducerRecord<byte[], byte[]> message) throws NotWrittenException {
        try {
            return producer().send(message).get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | KafkaException | TimeoutException failure) {
            throw new NotWrittenException(message.topic(), problems.explain(failure), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NotWrittenException(message.topic(), "the studio is shutting down", interrupted);
        }
    }

    /** Made at the first use: a broker whose name isn't known yet makes this fail. */
    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}
