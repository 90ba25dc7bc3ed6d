package io.limpid.streaming.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of a consumer and its producer. Used by one thread, but for {@link #wakeup()}. */
final class StreamSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final StreamSettings settings;
    private final BatchHandler handler;
    private final StreamListener listener;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final CommitPolicy policy;

    /** Owns the clients: they are closed with it. */
    StreamSession(
            StreamSettings settings,
            BatchHandler handler,
            StreamListener listener,
            Producer<byte[], byte[]> producer,
            Consumer<byte[], byte[]> consumer) {
        this.settings = settings;
        this.handler = handler;
        this.listener = listener;
        this.producer = producer;
        this.consumer = consumer;
        this.policy = CommitPolicy.of(settings.delivery(), producer, consumer);
    }

    /** With new clients. */
    static StreamSession create(StreamSettings settings, BatchHandler handler, StreamListener listener) {
        Producer<byte[], byte[]> producer = StreamClients.producer(settings);
        try {
            return new StreamSession(settings, handler, listener, producer, StreamClients.consumer(settings));
        } catch (KafkaException failure) {
            producer.close(Duration.ZERO);
            throw failure;
        }
    }

    void open() {
        policy.prepare();
        consumer.subscribe(List.of(settings.route().source()));
    }

    /** Polls once and answers what came; while not ready it only keeps the membership alive. */
    void step(boolean ready) {
        if (ready) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        if (!polled.isEmpty()) {
            if (ready) {
                answer(polled);
            } else {
                // partitions that were assigned during this very poll weren't paused yet
                rewind(polled);
            }
        }
        listener.lag(lag());
    }

    private void answer(ConsumerRecords<byte[], byte[]> polled) {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(polled.count());
        polled.forEach(batch::add);
        BatchInProgress progress = new BatchInProgress(producer, settings);
        policy.begin();
        try {
            handler.handle(batch, progress);
            policy.commit(nextOffsets(polled), progress::sendFailure);
        } catch (RuntimeException failure) {
            undo(polled, failure);
            return;
        }
        listener.committed(progress.tally(batch.size()));
    }

    /** A rebalance only costs this batch; after anything else the loop decides with new clients. */
    private void undo(ConsumerRecords<byte[], byte[]> polled, RuntimeException failure) {
        boolean rebalanced =
                failure instanceof CommitFailedException || failure instanceof RebalanceInProgressException;
        if (!rebalanced) {
            throw failure;
        }
        policy.undo();
        rewind(polled);
        listener.undone(failure);
    }

    private void rewind(ConsumerRecords<byte[], byte[]> polled) {
        Set<TopicPartition> assigned = consumer.assignment();
        for (TopicPartition partition : polled.partitions()) {
            if (assigned.contains(partition)) {
                consumer.seek(partition, polled.records(partition).get(0).offset());
            }
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> nextOffsets(ConsumerRecords<byte[], byte[]> polled) {
        return new HashMap<>(polled.nextOffsets());
    }

    private long lag() {
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            sum += lag.orElse(0);
        }
        return sum;
    }

    /** Ends a poll in progress; may be called by any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    /** An open transaction is left to the next life of this replica, or to the broker's timeout, to end. */
    @Override
    public void close() {
        try {
            producer.close(CLOSE);
        } catch (RuntimeException failure) {
            LOG.debug("closing the producer failed", failure);
        }
        try {
            consumer.close(CloseOptions.timeout(CLOSE));
        } catch (RuntimeException failure) {
            LOG.debug("closing the consumer failed", failure);
        }
    }
}
