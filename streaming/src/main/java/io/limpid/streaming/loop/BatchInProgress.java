package io.limpid.streaming.loop;

import io.limpid.contracts.stream.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Sends a batch's answers and remembers what became of each record, to be counted only if the batch is committed. */
final class BatchInProgress implements BatchOutput {
    private static final String ANSWER_TOO_LARGE = "ANSWER_TOO_LARGE";
    /** A transaction that lasts a minute is aborted by the broker, and its records would come again for ever. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final StreamSettings settings;
    private final TopicLimits limits;
    private final AtomicBoolean learntALimit = new AtomicBoolean();
    private final AtomicReference<@Nullable Exception> sendFailure = new AtomicReference<>();
    private final Map<String, Integer> buried = new HashMap<>();
    private final List<Long> answeredTimestamps = new ArrayList<>();
    private final long startedNanos = System.nanoTime();
    private int answered;
    private boolean leavesRest;

    BatchInProgress(Producer<byte[], byte[]> producer, StreamSettings settings, TopicLimits limits) {
        this.producer = producer;
        this.settings = settings;
        this.limits = limits;
    }

    @Override
    public boolean isEnough() {
        return System.nanoTime() - startedNanos > LONGEST.toNanos();
    }

    @Override
    public void leaveRest() {
        if (covered() == 0) {
            throw new IllegalStateException(
                    "expected an answer or a dead letter before the rest of a batch is left, found none");
        }
        leavesRest = true;
    }

    boolean leavesRest() {
        return leavesRest;
    }

    @Override
    public void answer(ConsumerRecord<byte[], byte[]> source, Headers headers, byte[] value) {
        Outgoing answer = Outgoing.answer(source, headers, value);
        String topic = settings.route().answers();
        if (!limits.takes(topic, answer.bytes())) {
            bury(source, tooLarge(topic, answer.bytes()));
            return;
        }
        send(source, topic, answer);
        answered++;
        maybeTimestamp(source).ifPresent(answeredTimestamps::add);
    }

    private static DeadLetter tooLarge(String topic, long bytes) {
        String message = "expected an answer that the topic " + topic + " takes, it has " + bytes
                + " bytes; ask for a smaller encoding by the accept header, or raise the topic's max.message.bytes";
        return new DeadLetter(ANSWER_TOO_LARGE, message, RecordTooLargeException.class.getName());
    }

    @Override
    public void bury(ConsumerRecord<byte[], byte[]> source, DeadLetter deadLetter) {
        String topic = settings.route().deadLetters();
        send(source, topic, Outgoing.deadLetter(source, deadLetter, settings.service(), topic, limits));
        buried.merge(deadLetter.reason(), 1, Integer::sum);
    }

    /** How many records have an answer or a dead letter; where the rest is left, they are the first of the batch. */
    int covered() {
        return answered + buried.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void send(ConsumerRecord<byte[], byte[]> source, String topic, Outgoing outgoing) {
        Integer partition = partitionFor(source, topic);
        // The source's timestamp stays with the image, so that any reader can tell how long the whole way took.
        producer.send(
                new ProducerRecord<>(
                        topic,
                        partition,
                        maybeTimestamp(source).orElse(null),
                        outgoing.key(),
                        outgoing.value(),
                        outgoing.headers()),
                (metadata, failure) -> note(topic, outgoing.bytes(), failure));
    }

    /** Once a transaction can only be aborted, whatever is not sent yet ends with the failure of another record: only the first is its own. */
    private void note(String topic, long bytes, @Nullable Exception failure) {
        boolean first = sendFailure.compareAndSet(null, failure);
        boolean own = first || settings.delivery() == Delivery.AT_LEAST_ONCE;
        if (own && failure instanceof RecordTooLargeException && limits.refuse(topic, bytes)) {
            learntALimit.set(true);
        }
    }

    /** Whether handling the same batch again will do better, because a record was refused for its size. */
    boolean hasLearntALimit() {
        return learntALimit.get();
    }

    /**
     * The same number where the topic has as many partitions: clients in other languages hash keys in other ways, and a key's
     * records must stay together whoever published them.
     */
    private @Nullable Integer partitionFor(ConsumerRecord<byte[], byte[]> source, String topic) {
        int partitions = producer.partitionsFor(topic).size();
        return source.partition() < partitions ? Integer.valueOf(source.partition()) : null;
    }

    /** Clients may send records without one, which reads as a negative number and which no producer would take. */
    private static Optional<Long> maybeTimestamp(ConsumerRecord<byte[], byte[]> source) {
        return Optional.of(source.timestamp()).filter(timestamp -> timestamp >= 0);
    }

    Optional<Exception> sendFailure() {
        return Optional.ofNullable(sendFailure.get());
    }

    BatchTally tally(int records) {
        return new BatchTally(
                records, answered, buried, answeredTimestamps, Duration.ofNanos(System.nanoTime() - startedNanos));
    }
}
