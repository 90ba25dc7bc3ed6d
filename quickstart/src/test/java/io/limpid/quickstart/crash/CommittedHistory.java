package io.limpid.quickstart.crash;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a reader of a topic saw: which sequence numbers, how often, and whether those of a key came in order. */
final class CommittedHistory implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<Integer> seen = new HashSet<>();
    private final Map<String, Integer> lastOfKey = new HashMap<>();
    private final List<Integer> doubled = new ArrayList<>();
    private final List<String> outOfOrder = new ArrayList<>();

    /** @param isolation read_committed to check, read_uncommitted to see what is going on */
    CommittedHistory(String bootstrap, String topic, String isolation) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    void poll(Duration atMost) {
        consumer.poll(atMost).forEach(this::note);
    }

    private void note(ConsumerRecord<byte[], byte[]> one) {
        int sequence =
                Integer.parseInt(new String(one.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8));
        String key = new String(one.key(), StandardCharsets.UTF_8);
        if (!seen.add(sequence)) {
            doubled.add(sequence);
        }
        Integer before = lastOfKey.put(key, sequence);
        if (before != null && before > sequence) {
            outOfOrder.add(key + ": " + sequence + " after " + before);
        }
    }

    int distinct() {
        return seen.size();
    }

    List<Integer> doubled() {
        return doubled;
    }

    List<String> outOfOrder() {
        return outOfOrder;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
