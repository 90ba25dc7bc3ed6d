package io.limpid.streaming.loop;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordDeserializationException;
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
    private final BatchPoll batches;
    private final CommitPolicy policy;
    private final TopicLimits limits = new TopicLimits(StreamClients.MAX_REQUEST_BYTES);
    private boolean committed;
    private boolean foundTooLarge;

    /** Owns the clients: they are closed with it. */
    StreamSession(StreamSettings settings, BatchHandler handler, StreamListener listener, StreamClients clients) {
        this.settings = settings;
        this.handler = handler;
        this.listener = listener;
        this.producer = clients.producer();
        this.consumer = clients.consumer();
        this.batches = new BatchPoll(consumer, clients.budget(), settings.linger(), settings.maxPollRecords() / 2);
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
        consumer.subscribe(List.of(settings.route().source()), batches);
    }

    /** Polls once and answers what came; while not ready it only keeps the membership alive. */
    void step(boolean ready) {
        if (ready) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        BatchPoll.Batch polled = poll();
        if (!polled.records().isEmpty()) {
            if (ready) {
                handle(polled.records(), polled.next(), handler);
            } else {
                // partitions that were assigned during this very poll weren't paused yet
                rewind(polled.records());
            }
        }
        listener.lag(lag());
    }

    /** What is too large to be read is buried by its place: no handler will see it. */
    private BatchPoll.Batch poll() {
        try {
            return batches.poll(POLL);
        } catch (RecordDeserializationException tooLarge) {
            bury(UnreadRecord.of(tooLarge));
        } catch (OutOfMemoryError tooLarge) {
            bury(UnreadRecord.find(consumer, tooLarge).orElseThrow(() -> new OutOfMemoryException(tooLarge)));
            foundTooLarge = true;
        }
        return new BatchPoll.Batch(List.of(), Map.of());
    }

    private void bury(UnreadRecord unread) {
        long next = unread.source().offset() + 1;
        List<ConsumerRecord<byte[], byte[]>> batch = List.of(unread.source());
        consumer.seek(unread.partition(), next);
        handle(
                batch,
                Map.of(unread.partition(), new OffsetAndMetadata(next)),
                (records, output) -> output.bury(unread.source(), unread.deadLetter()));
    }

    private void handle(
            List<ConsumerRecord<byte[], byte[]>> batch,
            Map<TopicPartition, OffsetAndMetadata> next,
            BatchHandler handler) {
        BatchInProgress progress = new BatchInProgress(producer, settings, limits);
        policy.begin();
        try {
            handler.handle(batch, progress);
            policy.commit(next, progress::sendFailure);
        } catch (RuntimeException failure) {
            undo(batch, progress, failure);
            return;
        }
        committed = true;
        listener.committed(progress.tally(batch.size()));
    }

    /** Whether a batch went through. */
    boolean hasCommitted() {
        return committed;
    }

    /** Whether a record was buried that the memory had no room for. */
    boolean hasFoundTooLarge() {
        return foundTooLarge;
    }

    /** Whether the group has let it in and has given it some of the source. */
    boolean hasPartitions() {
        return !consumer.assignment().isEmpty();
    }

    /**
     * A rebalance only costs this batch, and so does a record that is too large for its topic, when that was not known; after
     * anything else the loop decides with new clients.
     */
    private void undo(List<ConsumerRecord<byte[], byte[]>> batch, BatchInProgress progress, RuntimeException failure) {
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
        rewind(batch);
        listener.undone(failure);
    }

    private void rewind(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        Set<TopicPartition> assigned = consumer.assignment();
        Set<TopicPartition> done = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> one : records) {
            TopicPartition partition = new TopicPartition(one.topic(), one.partition());
            // the first of each is the earliest
            if (done.add(partition) && assigned.contains(partition)) {
                consumer.seek(partition, one.offset());
            }
        }
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
