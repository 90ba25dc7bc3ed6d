package io.limpid.streaming.loop;

import io.limpid.contracts.stream.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Sends a batch's answers and remembers what became of each record, to be counted only if the batch is committed. */
final class BatchInProgress implements BatchOutput {
    private final Producer<byte[], byte[]> producer;
    private final StreamSettings settings;
    private final AtomicReference<@Nullable Exception> sendFailure = new AtomicReference<>();
    private final Map<String, Integer> buried = new HashMap<>();
    private final List<Long> answeredTimestamps = new ArrayList<>();
    private final long startedNanos = System.nanoTime();
    private int answered;

    BatchInProgress(Producer<byte[], byte[]> producer, StreamSettings settings) {
        this.producer = producer;
        this.settings = settings;
    }

    @Override
    public void answer(ConsumerRecord<byte[], byte[]> source, Headers headers, byte[] value) {
        send(source, settings.route().answers(), headers, value);
        answered++;
        maybeTimestamp(source).ifPresent(answeredTimestamps::add);
    }

    @Override
    public void bury(ConsumerRecord<byte[], byte[]> source, DeadLetter deadLetter) {
        Headers headers = deadLetter.headers(source, settings.service());
        send(source, settings.route().deadLetters(), headers, source.value());
        buried.merge(deadLetter.reason(), 1, Integer::sum);
    }

    private void send(ConsumerRecord<byte[], byte[]> source, String topic, Headers headers, byte @Nullable [] value) {
        Integer partition = partitionFor(source, topic);
        // The source's timestamp stays with the image, so that any reader can tell how long the whole way took.
        producer.send(
                new ProducerRecord<>(
                        topic, partition, maybeTimestamp(source).orElse(null), source.key(), value, headers),
                (metadata, failure) -> sendFailure.compareAndSet(null, failure));
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
