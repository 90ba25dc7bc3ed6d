package io.limpid.streaming.models;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands in the models topic, for those who are about to change it. */
public final class PublishedModels {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedModels.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private PublishedModels() {}

    /**
     * Reads the topic to its present end.
     *
     * @param kafka what clients are made with
     * @throws KafkaException when the broker doesn't answer in time, or refuses
     */
    public static Map<ModelKey, ModelPublished> read(Map<String, Object> kafka, String topic, Duration timeout) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "published-models");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            Map<ModelKey, ModelPublished> models = new HashMap<>();
            long deadline = System.nanoTime() + timeout.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("topic " + topic + " could not be read within " + timeout);
                }
                reader.poll(POLL).forEach(found -> note(found, models));
            }
            return models;
        }
    }

    private static void note(ConsumerRecord<byte[], byte[]> found, Map<ModelKey, ModelPublished> models) {
        if (found.key() == null) {
            return;
        }
        ModelKey key = ModelKey.parse(new String(found.key(), StandardCharsets.UTF_8));
        models.remove(key);
        if (found.value() == null) {
            return;
        }
        try {
            models.put(key, ModelPublished.parseFrom(found.value()));
        } catch (InvalidProtocolBufferException malformed) {
            LOG.warn(
                    "topic={} partition={} offset={} is not a ModelPublished message, passed over: {}",
                    found.topic(),
                    found.partition(),
                    found.offset(),
                    malformed.getMessage());
        }
    }
}
