package io.limpid.quickstart.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The headers of a topic's committed records; their values may be more than the memory holds. */
final class DeadLetters {
    private static final Duration SILENCE = Duration.ofMillis(500);

    private DeadLetters() {}

    /** Returns when so many have come and no more follow at once, or with fewer when patience ends. */
    static List<Headers> of(String bootstrap, String topic, int count) {
        List<Headers> found = new ArrayList<>();
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed", "max.poll.records", 1);
        try (KafkaConsumer<byte[], Integer> consumer = new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), (name, value) -> value == null ? 0 : value.length)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long giveUp = System.nanoTime() + NumberedStream.PATIENCE.toNanos();
            while (found.size() < count && System.nanoTime() < giveUp) {
                consumer.poll(Duration.ofMillis(100)).forEach(letter -> found.add(letter.headers()));
            }
            consumer.poll(SILENCE).forEach(letter -> found.add(letter.headers()));
        }
        return found;
    }
}
