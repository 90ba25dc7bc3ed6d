package io.limpid.streaming.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class BatchPollTest {
    private static final TopicPartition FIRST = new TopicPartition("source", 0);
    private static final TopicPartition SECOND = new TopicPartition("source", 1);
    private static final Duration LINGER = Duration.ofSeconds(10);
    private static final int ENOUGH = 4;

    private final Deque<Supplier<ConsumerRecords<byte[], byte[]>>> polls = new ArrayDeque<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            return polls.isEmpty()
                    ? ConsumerRecords.empty()
                    : polls.removeFirst().get();
        }
    };
    private final BatchPoll batches = batches(LINGER);

    @Test
    void takesWhatHasComeSinceTheFetch() {
        polls.add(() -> records(FIRST, 0, 1));
        polls.add(() -> records(FIRST, 2));

        BatchPoll.Batch batch = polled(batches);

        assertThat(batch.records()).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 2L);
        assertThat(batch.next()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(3, Optional.empty(), "")));
        assertThat(polled(batches).records()).isEmpty();
    }

    @Test
    void looksOnceWhereThatIsEnough() {
        polls.add(() -> records(FIRST, 0, 1, 2, 3));
        polls.add(() -> records(FIRST, 4));

        assertThat(polled(batches).records()).hasSize(ENOUGH);
        assertThat(polled(batches).records()).hasSize(1);
    }

    @Test
    void looksOnceWithoutLinger() {
        polls.add(() -> records(FIRST, 0));
        polls.add(() -> records(FIRST, 1));

        assertThat(polled(batches(Duration.ZERO)).records()).hasSize(1);
    }

    /** Its new owner begins with what is committed; offsets from here would be taken for its own. */
    @Test
    void dropsWhatItHoldsOfAPartitionThatGoes() {
        polls.add(() -> records(FIRST, 0, 1));
        polls.add(() -> {
            batches.drop(List.of(FIRST));
            return records(SECOND, 7);
        });

        BatchPoll.Batch batch = polled(batches);

        assertThat(batch.records()).extracting(ConsumerRecord::partition).containsExactly(1);
        assertThat(batch.next()).containsOnlyKeys(SECOND);
    }

    @Test
    void beginsAnewWithAPartitionThatGoesAndComesBack() {
        polls.add(() -> records(FIRST, 0, 1));
        polls.add(() -> {
            batches.drop(List.of(FIRST));
            return records(FIRST, 5);
        });

        BatchPoll.Batch batch = polled(batches);

        assertThat(batch.records()).extracting(ConsumerRecord::offset).containsExactly(5L);
        assertThat(batch.next().get(FIRST).offset()).isEqualTo(6);
    }

    /** What comes before a record that can't be read is answered first, else its offset would skip them. */
    @Test
    void leavesToTheNextPollWhatCannotBeRead() {
        polls.add(() -> records(FIRST, 0));
        polls.add(BatchPollTest::refuse);
        polls.add(BatchPollTest::refuse);

        assertThat(polled(batches).records()).hasSize(1);
        assertThatThrownBy(() -> polled(batches)).isInstanceOf(RecordDeserializationException.class);
    }

    /** A consumer says so only once. */
    @Test
    void remembersThatTheMemoryRanOut() {
        polls.add(() -> records(FIRST, 0));
        polls.add(() -> {
            throw new OutOfMemoryError("Java heap space");
        });

        assertThat(polled(batches).records()).hasSize(1);
        assertThatThrownBy(() -> polled(batches)).isInstanceOf(OutOfMemoryError.class);
        assertThat(polled(batches).records()).isEmpty();
    }

    private static BatchPoll.Batch polled(BatchPoll batches) {
        batches.begin(Duration.ZERO);
        batches.complete();
        return batches.batch();
    }

    @Test
    void aSmallBatchTakesAlongWhatComesAfterItBegan() {
        polls.add(() -> records(FIRST, 0, 1));
        polls.add(() -> records(SECOND, 7, 8));

        batches.begin(Duration.ZERO);
        assertThat(batches.hasEnough()).isFalse();
        batches.complete();

        assertThat(batches.hasEnough()).isTrue();
        assertThat(batches.batch().firstOffsets()).isEqualTo(Map.of(FIRST, 0L, SECOND, 7L));
    }

    private BatchPoll batches(Duration linger) {
        return new BatchPoll(consumer, new PollBudget(Long.MAX_VALUE, Long.MAX_VALUE), linger, ENOUGH);
    }

    private static ConsumerRecords<byte[], byte[]> refuse() {
        throw new RecordDeserializationException(
                DeserializationExceptionOrigin.VALUE,
                FIRST,
                1,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                null,
                null,
                new RecordHeaders(),
                "too large",
                null);
    }

    private static ConsumerRecords<byte[], byte[]> records(TopicPartition partition, long... offsets) {
        List<ConsumerRecord<byte[], byte[]>> records = Arrays.stream(offsets)
                .mapToObj(offset -> new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]))
                .toList();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        next.put(partition, new OffsetAndMetadata(offsets[offsets.length - 1] + 1, Optional.empty(), ""));
        return new ConsumerRecords<>(Map.of(partition, records), next);
    }
}
