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
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
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
final class BatchPoll implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;
    private final PollBudget budget;
    private final Duration linger;
    private final int enough;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> held = new LinkedHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    private @Nullable OutOfMemoryError late;

    /**
     * @param linger how long a batch may wait for what has come since; a poll that itself took longer has nothing stale
     * @param enough records that wait for no more
     */
    BatchPoll(Consumer<byte[], byte[]> consumer, PollBudget budget, Duration linger, int enough) {
        this.consumer = requireNonNull(consumer, "consumer");
        this.budget = requireNonNull(budget, "budget");
        this.linger = requireNonNull(linger, "linger");
        this.enough = enough;
    }

    /**
     * What is to be answered together, and where each partition goes on behind it.
     *
     * @param records each partition's in the order of their offsets
     */
    record Batch(List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> next) {}

    /**
     * @param patience how long to wait for the first record
     * @throws RecordDeserializationException for a record that {@link PollBudget} refuses; what was polled before it has been returned
     * @throws OutOfMemoryError when the memory has no room for a record; likewise
     */
    Batch poll(Duration patience) {
        held.clear();
        next.clear();
        throwLate();
        budget.beginPoll();
        long begin = System.nanoTime();
        hold(consumer.poll(patience));
        boolean stale = System.nanoTime() - begin < linger.toNanos();
        if (stale && !held.isEmpty() && count() < enough) {
            lookAgain();
        }
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        held.values().forEach(records::addAll);
        return new Batch(records, Map.copyOf(next));
    }

    private void throwLate() {
        OutOfMemoryError failure = late;
        late = null;
        if (failure != null) {
            throw failure;
        }
    }

    /** One more poll returns as soon as anything is there. */
    private void lookAgain() {
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
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        held.keySet().removeAll(partitions);
        next.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // they begin with what is committed
    }
}
