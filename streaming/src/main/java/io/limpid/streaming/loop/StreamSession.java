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
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordTooLargeException;
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
    private final PollBudget budget;
    private final CommitPolicy policy;
    private final TopicLimits limits = new TopicLimits(StreamClients.MAX_REQUEST_BYTES);
    private boolean committed;

    /** Owns the clients: they are closed with it. */
    StreamSession(StreamSettings settings, BatchHandler handler, StreamListener listener, StreamClients clients) {
        this.settings = settings;
        this.handler = handler;
        this.listener = listener;
        this.producer = clients.producer();
        this.consumer = clients.consumer();
        this.budget = clients.budget();
        this.policy = CommitPolicy.of(settings.delivery(), producer, consumer);
    }

    /** With new clients. */
    static StreamSession create(StreamSettings settings, BatchHandler handler, StreamListener listener) {
        return new StreamSession(settings, handler, listener, StreamClients.create(settings));
    }

    /** @throws KafkaException when the answers' or the dead letters' topic is missing or forbidden, which else would show later */
    void open() {
        policy.prepare();
        producer.partitionsFor(settings.route().answers());
        producer.partitionsFor(settings.route().deadLetters());
        consumer.subscribe(List.of(settings.route().source()));
    }

    /** Polls once and answers what came; while not ready it only keeps the membership alive. */
    void step(boolean ready) {
        if (ready) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        budget.beginPoll();
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
        BatchInProgress progress = new BatchInProgress(producer, settings, limits);
        policy.begin();
        try {
            handler.handle(batch, progress);
            policy.commit(nextOffsets(polled), progress::sendFailure);
        } catch (RuntimeException failure) {
            undo(polled, progress, failure);
            return;
        }
        committed = true;
        listener.committed(progress.tally(batch.size()));
    }

    /** Whether a batch went through. */
    boolean hasCommitted() {
        return committed;
    }

    /** Whether the group has let it in and has given it some of the source. */
    boolean hasPartitions() {
        return !consumer.assignment().isEmpty();
    }

    /**
     * A rebalance only costs this batch, and so does a record that is too large for its topic, when that was not known; after
     * anything else the loop decides with new clients.
     */
    private void undo(ConsumerRecords<byte[], byte[]> polled, BatchInProgress progress, RuntimeException failure) {
        boolean tooLarge = Failures.isCausedBy(failure, RecordTooLargeException.class);
        boolean rebalanced =
                failure instanceof CommitFailedException || failure instanceof RebalanceInProgressException;
        if (!rebalanced && !tooLarge) {
            throw failure;
        }
        policy.undo();
        if (tooLarge && !progress.hasLearntALimit()) {
            throw failure;
        }
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

    /**
     * Keeps the membership alive for longer than a heartbeat takes.
     *
     * @throws FencedInstanceIdException when another process has taken this replica's name
     */
    void requireOwnName() {
        long end = System.nanoTime() + settings.sessionTimeout().dividedBy(2).toNanos();
        while (System.nanoTime() < end) {
            consumer.pause(consumer.assignment());
            // what is polled all the same is polled again by the next life
            consumer.poll(POLL);
        }
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
