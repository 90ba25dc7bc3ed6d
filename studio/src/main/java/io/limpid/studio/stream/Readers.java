package io.limpid.studio.stream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Clients that look on: in no consumer group, nothing committed, no topic created, and only what was committed is seen. */
final class Readers {
    /** For which a call waits for the broker. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MOST_FETCHED_BYTES = 8 << 20;

    private final Map<String, Object> properties;

    /**
     * @param name what the broker's logs call them
     * @param kafka client properties
     */
    Readers(String name, Map<String, Object> kafka) {
        properties = new HashMap<>(requireNonNull(kafka, "kafka"));
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, requireNonNull(name, "name"));
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_FETCHED_BYTES);
    }

    /** A new one, to be closed by the caller. */
    Consumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
