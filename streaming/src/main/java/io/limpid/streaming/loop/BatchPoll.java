package io.limpid.streaming.loop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.jspecify.annotations.Nullable;

/**
 * Polls a batch: what a consumer has at hand, which was fetched while the last batch was under way, and what has come since. Used by the
 * thread that polls.
 */
final class BatchPoll {
    private final Consumer<byte[], byte[]> consumer;
    private final PollBudget budget;
    private final Duration linger;
    private final int enough;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> held = new LinkedHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    private boolean stale;
    private @Nullable OutOfMemoryError late;

    /**
     * @param linger how long a batch may wait for what has come since; a poll that itself took longer has nothing stale
     * @param enough records that wait for no more, at least 1
     */
    BatchPoll(Consumer<byte[], byte[]> consumer, PollBudget budget, Duration linger, int enough) {
        this.consumer = requireNonNull(consumer, "consumer");
        this.budget = requireNonNull(budget, "budget");
        this.linger = requireNonNull(linger, "linger");
        this.enough = enough;
    }

    /**
     * What is to be answered together.
     *
     * @param records each partition's in the order of their offsets
     * @param firstOffsets of each partition's records, to go back to
     * @param next where each partition goes on behind them
     */
    record Batch(
            List<ConsumerRecord<byte[], byte[]>> records,
            Map<TopicPartition, Long> firstOffsets,
            Map<TopicPartition, OffsetAndMetadata> next) {
        static final Batch EMPTY = new Batch(List.of(), Map.of(), Map.of());

        /**
         * Its first records.
         *
         * @param count at least 1, at most all
         */
        Batch first(int count) {
            if (count == records.size()) {
                return this;
            }
            List<ConsumerRecord<byte[], byte[]>> first = records.subList(0, count);
            Map<TopicPartition, Long> begin = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>();
            first.forEach(record -> {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                begin.putIfAbsent(partition, record.offset());
                behind.put(partition, new OffsetAndMetadata(record.offset() + 1));
            });
            return new Batch(first, begin, behind);
        }

        /** Where each partition goes on whose records are not among the first. */
        Map<TopicPartition, Long> offsetsBehind(int count) {
            Map<TopicPartition, Long> behind = new HashMap<>();
            records.subList(count, records.size())
                    .forEach(record -> behind.putIfAbsent(
                            new TopicPartition(record.topic(), record.partition()), record.offset()));
            return behind;
        }
    }

    /**
     * A new batch: what is at hand.
     *
     * @param patience how long to wait for the first record
     * @throws RecordDeserializationException for a record that {@link PollBudget} refuses; what was polled before it has been returned
     * @throws OutOfMemoryError when the memory has no room for a record; what was taken from other partitions before it is lost to this
     *     consumer
     */
    void begin(Duration patience) {
        forget();
        throwLate();
        budget.beginPoll();
        long begin = System.nanoTime();
        hold(consumer.poll(patience));
        stale = System.nanoTime() - begin < linger.toNanos();
    }

    /** Whether the batch has so much that it needn't wait for more. */
    boolean hasEnough() {
        return count() >= enough;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Waits for what has come since the few that are there. */
    void complete() {
        if (stale && !held.isEmpty() && !hasEnough()) {
            lookAgain();
        }
    }

    Batch batch() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        held.values().forEach(records::addAll);
        return new Batch(records, firstOffsets(), Map.copyOf(next));
    }

    /** Where each partition's records begin that were polled. */
    Map<TopicPartition, Long> firstOffsets() {
        Map<TopicPartition, Long> first = new HashMap<>();
        held.forEach((partition, records) -> first.put(partition, records.get(0).offset()));
        return first;
    }

    /** What was polled will be polled again. */
    void forget() {
        held.clear();
        next.clear();
    }

    private void throwLate() {
        OutOfMemoryError failure = late;
        late = null;
        if (failure != null) {
            throw failure;
        }
    }

    /** One more poll, for what has come meanwhile; it returns as soon as anything is there. */
    void lookAgain() {
        try {
            hold(consumer.poll(linger));
        } catch (RecordDeserializationException refused) {
            // the next poll begins with it
        } catch (OutOfMemoryError tooLarge) {
            late = tooLarge;
        }
    }

    private void hold(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            held.computeIfAbsent(partition, first -> new ArrayList<>()).addAll(polled.records(partition));
        }
        next.putAll(polled.nextOffsets());
    }

    private int count() {
        return held.values().stream().mapToInt(List::size).sum();
    }

    /** Another replica answers what is held of them; were it answered here as well, its offsets would be believed. */
    void drop(Collection<TopicPartition> partitions) {
        held.keySet().removeAll(partitions);
        next.keySet().removeAll(partitions);
    }
}
