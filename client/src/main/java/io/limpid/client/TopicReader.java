package io.limpid.client;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics for itself, belonging to no group: only what was committed, and nothing twice. Used by one thread, but for
 * {@link #wakeup()}.
 */
public final class TopicReader implements AutoCloseable {
    private static final long LOOK_FOR_PARTITIONS_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private long lookedNanos = System.nanoTime();

    private TopicReader(KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
        this.consumer = consumer;
        this.topics = List.copyOf(topics);
    }

    /**
     * Returns once it is settled what will be read first.
     *
     * @param fromBeginning whether what is in the topics already is read; else only what comes from now on
     */
    public static TopicReader open(KafkaSettings kafka, Collection<String> topics, boolean fromBeginning) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            TopicReader reader = new TopicReader(consumer, topics);
            reader.start(fromBeginning);
            return reader;
        } catch (RuntimeException failure) {
            consumer.close();
            throw failure;
        }
    }

    private void start(boolean fromBeginning) {
        Set<TopicPartition> partitions = partitions(PATIENCE);
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // Seeking waits for the next call; asking for the positions makes "from now on" mean now.
        partitions.forEach(consumer::position);
    }

    private Set<TopicPartition> partitions(Duration timeout) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic, timeout).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    /** @throws WakeupException after {@link #wakeup()} */
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration longest) {
        takeNewPartitions();
        return consumer.poll(longest);
    }

    /** What is in a partition that was added is all new. */
    private void takeNewPartitions() {
        if (System.nanoTime() - lookedNanos < LOOK_FOR_PARTITIONS_NANOS) {
            return;
        }
        lookedNanos = System.nanoTime();
        Set<TopicPartition> added = new HashSet<>();
        try {
            added.addAll(partitions(AT_ONCE));
        } catch (TimeoutException brokerAway) {
            return;
        }
        added.removeAll(consumer.assignment());
        if (!added.isEmpty()) {
            Set<TopicPartition> all = new HashSet<>(consumer.assignment());
            all.addAll(added);
            consumer.assign(all);
            consumer.seekToBeginning(added);
        }
    }

    /** Whether nothing committed is left to read at the moment. */
    public boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Ends a {@link #poll} at once, this or the next; from any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
