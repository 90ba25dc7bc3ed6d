package io.limpid.streaming.loop;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
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
    /** Whose answers are sent, to be committed when the next batch is under way or nothing else is to be done. */
    private @Nullable Sent sent;

    private long committed;
    private boolean foundTooLarge;

    /** Owns the clients: they are closed with it. */
    StreamSession(StreamSettings settings, BatchHandler handler, StreamListener listener, StreamClients clients) {
        this.settings = settings;
        this.handler = handler;
        this.listener = listener;
        this.producer = clients.producer();
        this.consumer = clients.consumer();
        int enough = Math.max(1, settings.maxPollRecords() / 2);
        this.batches = new BatchPoll(consumer, clients.budget(), settings.linger(), enough);
        this.policy = CommitPolicy.of(settings.delivery(), producer, consumer);
    }

    /** With new clients. */
    static StreamSession create(StreamSettings settings, BatchHandler handler, StreamListener listener) {
        return new StreamSession(settings, handler, listener, StreamClients.create(settings));
    }

    /**
     * A batch that was answered.
     *
     * @param firstOffsets of its partitions' records, to go back to
     * @param next where they go on
     */
    private record Sent(
            int records,
            BatchInProgress progress,
            Map<TopicPartition, Long> firstOffsets,
            Map<TopicPartition, OffsetAndMetadata> next) {}

    /** @throws KafkaException when the answers' or the dead letters' topic is missing or forbidden, which else would show later */
    void open() {
        policy.prepare();
        producer.partitionsFor(settings.route().answers());
        producer.partitionsFor(settings.route().deadLetters());
        consumer.subscribe(List.of(settings.route().source()), new Ownership());
    }

    /**
     * Polls once and answers what came; while not ready it only keeps the membership alive. What is answered is committed by
     * the next step, or by {@link #settle()}.
     */
    void step(boolean ready) {
        if (ready) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        BatchPoll.Batch polled = poll();
        if (!polled.records().isEmpty()) {
            if (ready) {
                handle(polled, handler.begin(polled.records()));
            } else {
                // partitions that were assigned during this very poll weren't paused yet
                rewind(polled.firstOffsets());
            }
        }
        listener.lag(lag());
    }

    /**
     * A full batch is returned before the last one is committed, which takes place while its answers are begun. A small one waits for
     * the commit, and takes along what comes meanwhile.
     */
    private BatchPoll.Batch poll() {
        try {
            boolean hasAnswered = sent != null;
            if (hasAnswered) {
                batches.begin(Duration.ZERO);
                if (batches.hasEnough()) {
                    return batches.batch();
                }
                settle();
            }
            if (hasAnswered && !batches.isEmpty()) {
                batches.lookAgain();
            } else {
                batches.begin(POLL);
                batches.complete();
            }
            return batches.batch();
        } catch (RecordDeserializationException tooLarge) {
            bury(() -> UnreadRecord.of(tooLarge));
        } catch (KafkaException failure) {
            settleBefore(failure);
            throw failure;
        } catch (OutOfMemoryError tooLarge) {
            buryAlone(tooLarge);
        }
        return BatchPoll.Batch.EMPTY;
    }

    /** What is answered is not to be answered again because a poll failed, or was woken to stop. */
    private void settleBefore(KafkaException failure) {
        try {
            settle();
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    /** A poll that ran out of memory has lost what it had taken from other partitions: only where it takes one record it can go on. */
    private void buryAlone(OutOfMemoryError tooLarge) {
        if (settings.maxPollRecords() > 1) {
            settle();
            throw new OutOfMemoryException(tooLarge);
        }
        foundTooLarge =
                bury(() -> UnreadRecord.find(consumer, tooLarge).orElseThrow(() -> new OutOfMemoryException(tooLarge)));
    }

    /**
     * What is too large to be read is buried by its place: no handler will see it.
     *
     * @return false where the batch before it was undone, so that it will be met again behind that
     */
    private boolean bury(Supplier<UnreadRecord> find) {
        if (!settle()) {
            return false;
        }
        UnreadRecord unread = find.get();
        long next = unread.source().offset() + 1;
        consumer.seek(unread.partition(), next);
        BatchPoll.Batch batch = new BatchPoll.Batch(
                List.of(unread.source()),
                Map.of(unread.partition(), unread.source().offset()),
                Map.of(unread.partition(), new OffsetAndMetadata(next)));
        handle(batch, output -> output.bury(unread.source(), unread.deadLetter()));
        return settle();
    }

    private void handle(BatchPoll.Batch batch, BatchWork work) {
        if (!isNext(work)) {
            return;
        }
        BatchInProgress progress = new BatchInProgress(producer, settings, limits);
        Sent sending = new Sent(batch.records().size(), progress, batch.firstOffsets(), batch.next());
        try {
            work.sendTo(progress);
        } catch (RuntimeException failure) {
            undo(sending, failure);
            return;
        } catch (OutOfMemoryError tooLarge) {
            giveUp(batch, tooLarge);
            return;
        }
        sent = progress.leavesRest() ? cut(batch, progress) : sending;
    }

    /** What is not answered yet is polled again, behind what is. */
    private Sent cut(BatchPoll.Batch batch, BatchInProgress progress) {
        BatchPoll.Batch answered = batch.first(progress.covered());
        rewind(batch.offsetsBehind(progress.covered()));
        batches.forget();
        return new Sent(answered.records().size(), progress, answered.firstOffsets(), answered.next());
    }

    /** Whichever record of several needs more memory than there is shows when each is answered alone. */
    private void giveUp(BatchPoll.Batch batch, OutOfMemoryError tooLarge) {
        policy.undo();
        if (settings.maxPollRecords() > 1) {
            throw new OutOfMemoryException(tooLarge);
        }
        rewind(batch.firstOffsets());
        batches.forget();
        if (batch.records().size() == 1) {
            foundTooLarge = bury(() -> UnreadRecord.of(batch.records().get(0), tooLarge));
        }
    }

    /** Whether the batch before is done with, and this one's answers may be sent; else its work is given up. */
    private boolean isNext(BatchWork work) {
        boolean begun = false;
        try {
            if (settle()) {
                policy.begin();
                begun = true;
            }
        } finally {
            if (!begun) {
                work.giveUp();
            }
        }
        return begun;
    }

    /**
     * Commits the batch whose answers are sent, if there is one.
     *
     * @return whether all that was answered is committed; else it is undone, and it will be polled again with whatever came after it
     */
    boolean settle() {
        Sent batch = sent;
        sent = null;
        if (batch == null) {
            return true;
        }
        try {
            policy.commit(batch.next(), batch.progress()::sendFailure);
        } catch (RuntimeException failure) {
            undo(batch, failure);
            return false;
        }
        committed += batch.records();
        listener.committed(batch.progress().tally(batch.records()));
        return true;
    }

    /** Partitions come and go while the consumer polls, with the last batch perhaps not yet committed. */
    private final class Ownership implements ConsumerRebalanceListener {
        /** They are still this replica's: no other begins with them before this returns. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            settle();
            batches.drop(partitions);
        }

        /** They may be another's already. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            Sent batch = sent;
            sent = null;
            if (batch != null) {
                undo(batch, new CommitFailedException("the group has gone on without this replica"));
            }
            batches.drop(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // they begin with what is committed
        }
    }

    /** How many records went through. */
    long committed() {
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
    private void undo(Sent batch, RuntimeException failure) {
        boolean tooLarge = Failures.isCausedBy(failure, RecordTooLargeException.class);
        boolean rebalanced =
                failure instanceof CommitFailedException || failure instanceof RebalanceInProgressException;
        if (!rebalanced && !tooLarge) {
            throw failure;
        }
        policy.undo();
        if (tooLarge && !batch.progress().hasLearntALimit()) {
            throw failure;
        }
        // what was polled behind it too, in other partitions perhaps
        rewind(batches.firstOffsets());
        batches.forget();
        rewind(batch.firstOffsets());
        listener.undone(failure);
    }

    private void rewind(Map<TopicPartition, Long> firstOffsets) {
        Set<TopicPartition> assigned = consumer.assignment();
        firstOffsets.forEach((partition, offset) -> {
            if (assigned.contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
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
        // leaving the group asks for what is not yet committed
        sent = null;
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
