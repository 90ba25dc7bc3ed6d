package io.limpid.streaming.loop;

import io.limpid.contracts.stream.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/**
 * A record that is too large for the memory, so that its consumer can't get past it.
 *
 * @param source what is known of it: its place, and its key and headers where it was unpacked at all; its value only where that could be read
 * @param deadLetter why
 */
record UnreadRecord(ConsumerRecord<byte[], byte[]> source, DeadLetter deadLetter) {
    private static final String REASON = "TOO_MANY_BYTES";
    /** The client's words; it has no exception of its own for this. */
    private static final String STUCK = "Received exception when fetching the next record from ";

    /** Of a value that {@link PollBudget} would not copy. */
    static UnreadRecord of(RecordDeserializationException refused) {
        TopicPartition partition = refused.topicPartition();
        ByteBuffer key = refused.keyBuffer();
        ByteBuffer value = refused.valueBuffer();
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                refused.offset(),
                refused.timestamp(),
                refused.timestampType(),
                key == null ? ConsumerRecord.NULL_SIZE : key.remaining(),
                value == null ? ConsumerRecord.NULL_SIZE : value.remaining(),
                key == null ? null : Utils.toArray(key.duplicate()),
                null,
                refused.headers(),
                Optional.empty());
        return new UnreadRecord(
                source,
                new DeadLetter(REASON, message(refused), refused.getClass().getName()));
    }

    /** Of a value that was read, but not answered. */
    static UnreadRecord of(ConsumerRecord<byte[], byte[]> source, OutOfMemoryError failure) {
        String message = "expected an image that can be answered in " + heap()
                + " of heap, this one takes more: " + failure.getMessage()
                + "; give the service more memory, or refuse such images by a lower limpid.max-pixels";
        return new UnreadRecord(
                source, new DeadLetter(REASON, message, failure.getClass().getName()));
    }

    private static String heap() {
        return (Runtime.getRuntime().maxMemory() >> 20) + " MiB";
    }

    private static String message(RecordDeserializationException refused) {
        Throwable cause = refused.getCause();
        return cause == null ? refused.getMessage() : cause.getMessage();
    }

    /**
     * Finds the record on which a poll ran out of memory: a consumer remembers the partition, and refuses to go on with it.
     *
     * @return empty where the memory ran out over something else
     */
    static Optional<UnreadRecord> find(Consumer<byte[], byte[]> consumer, OutOfMemoryError failure) {
        Set<TopicPartition> assigned = consumer.assignment();
        for (TopicPartition partition : assigned) {
            if (refusesToGoOn(consumer, partition, assigned)) {
                return Optional.of(at(partition, consumer.position(partition), failure));
            }
        }
        return Optional.empty();
    }

    /** Polls that partition alone, by what was fetched before. */
    private static boolean refusesToGoOn(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, Set<TopicPartition> assigned) {
        Set<TopicPartition> others = new HashSet<>(assigned);
        others.remove(partition);
        consumer.pause(others);
        consumer.resume(List.of(partition));
        long before = consumer.position(partition);
        try {
            consumer.poll(Duration.ZERO);
            consumer.seek(partition, before);
            return false;
        } catch (KafkaException failure) {
            // its subclasses mean other things: that it is woken, or fenced off
            if (failure.getClass() != KafkaException.class
                    || !failure.getMessage().contains(STUCK + partition)) {
                throw failure;
            }
            return true;
        } finally {
            consumer.resume(others);
        }
    }

    private static UnreadRecord at(TopicPartition partition, long offset, OutOfMemoryError failure) {
        ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());
        String message = "expected a record that fits into " + heap()
                + " of heap, this one, or one before it in its batch, unpacks to more: " + failure.getMessage();
        return new UnreadRecord(
                source, new DeadLetter(REASON, message, failure.getClass().getName()));
    }

    TopicPartition partition() {
        return new TopicPartition(source.topic(), source.partition());
    }
}
