package io.limpid.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sends records at a steady rate whatever becomes of them, and measures how long each answer took from the moment its record
 * was due. A record that is sent late counts from when it was due, so that a stall is in the figures of all that it held up
 * (no coordinated omission; Tene, "How not to measure latency", 2013).
 */
public final class OpenLoop {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final String bootstrap;
    private final String answers;

    /** @param answers the topic where each answer carries its record's timestamp */
    public OpenLoop(String bootstrap, String answers) {
        this.bootstrap = bootstrap;
        this.answers = answers;
    }

    /**
     * What was measured.
     *
     * @param latencies in microseconds, to a precision of a millisecond: from when a record was due until its answer was read, committed
     * @param longestSilence between one read of answers and the next
     */
    public record Measured(Histogram latencies, Duration longestSilence) {}

    /**
     * Sends, and reads all answers.
     *
     * @param record makes a record by its number; its timestamp is set here
     * @param count of records, the first {@code warmUp} of which are sent and awaited but not counted
     * @param perSecond rate
     * @throws IllegalStateException when answers stay out for a minute
     */
    public Measured measure(
            Producer<byte[], byte[]> producer,
            IntFunction<ProducerRecord<byte[], byte[]>> record,
            int count,
            int warmUp,
            double perSecond) {
        try (KafkaConsumer<byte[], byte[]> reader = reader()) {
            long firstDue = System.currentTimeMillis() + 500;
            Thread sending = new Thread(() -> send(producer, record, count, perSecond, firstDue), "open-loop-sender");
            sending.setDaemon(true);
            sending.start();
            long countedFrom = firstDue + (long) (warmUp * 1000 / perSecond);
            return read(reader, count, countedFrom);
        }
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = reader.partitionsFor(answers).stream()
                .map(partition -> new TopicPartition(answers, partition.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToEnd(partitions);
        partitions.forEach(reader::position);
        return reader;
    }

    private static void send(
            Producer<byte[], byte[]> producer,
            IntFunction<ProducerRecord<byte[], byte[]>> record,
            int count,
            double perSecond,
            long firstDue) {
        for (int i = 0; i < count; i++) {
            ProducerRecord<byte[], byte[]> made = record.apply(i);
            long due = firstDue + (long) (i * 1000 / perSecond);
            long wait = due - System.currentTimeMillis();
            if (wait > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
            }
            producer.send(new ProducerRecord<>(
                    made.topic(), made.partition(), due, made.key(), made.value(), made.headers()));
        }
        producer.flush();
    }

    private static Measured read(KafkaConsumer<byte[], byte[]> reader, int count, long countedFrom) {
        Histogram histogram = new Histogram(LONGEST_MICROS, 3);
        long silentSince = System.nanoTime();
        long longestSilence = 0;
        int seen = 0;
        while (seen < count) {
            ConsumerRecords<byte[], byte[]> answers = reader.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> answer : answers) {
                long late = System.currentTimeMillis() - answer.timestamp();
                if (answer.timestamp() >= countedFrom) {
                    histogram.recordValue(Math.min(LONGEST_MICROS, TimeUnit.MILLISECONDS.toMicros(Math.max(0, late))));
                }
                seen++;
            }
            if (!answers.isEmpty()) {
                long now = System.nanoTime();
                longestSilence = histogram.getTotalCount() > 0 ? Math.max(longestSilence, now - silentSince) : 0;
                silentSince = now;
            }
            if (System.nanoTime() - silentSince > TimeUnit.MINUTES.toNanos(1)) {
                throw new IllegalStateException("expected " + count + " answers, found " + seen
                        + ", and none for a minute; the service's log says more");
            }
        }
        return new Measured(histogram, Duration.ofNanos(longestSilence));
    }
}
