package io.limpid.load.stream;

import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends each image when it is due, whatever becomes of those before: an open loop. A broker that is away is waited for; what is due
 * meanwhile is sent late, and counts from when it was due.
 */
public final class Generator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long BUFFER_BYTES = 256L << 20;

    private final LoadImages images;
    private final Timetable timetable;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::run, "load-generator");
    private final AtomicInteger stored = new AtomicInteger();
    private final BitSet failed = new BitSet();
    private volatile long beginNanos;
    private volatile int sent;
    private volatile boolean stopped;
    private volatile @Nullable Exception firstFailure;

    public Generator(String bootstrap, LoadImages images, Timetable timetable) {
        this.images = images;
        this.timetable = timetable;
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.CLIENT_ID_CONFIG,
                "limpid-load",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                1,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE.toMillis(),
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        // the first request for metadata is no part of what is measured
        producer.partitionsFor(images.record(0).topic());
        thread.setDaemon(true);
    }

    /** @param beginNanos when the first phase begins, on the clock of {@link System#nanoTime()} */
    public void start(long beginNanos) {
        this.beginNanos = beginNanos;
        thread.start();
    }

    private void run() {
        try {
            for (int i = 0; i < images.count() && !stopped; i++) {
                awaitNanos(beginNanos + timetable.dueNanos(i));
                int number = i;
                producer.send(images.record(i), (place, failure) -> note(number, failure));
                sent = i + 1;
            }
            producer.flush();
        } catch (KafkaException refused) {
            note(sent, refused);
        }
    }

    private void awaitNanos(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0 && !stopped) {
            LockSupport.parkNanos(left);
            left = nanos - System.nanoTime();
        }
    }

    private void note(int number, @Nullable Exception failure) {
        if (failure == null) {
            stored.incrementAndGet();
            return;
        }
        synchronized (failed) {
            failed.set(number);
            firstFailure = firstFailure == null ? failure : firstFailure;
        }
    }

    /** How many there are in all. */
    public int count() {
        return images.count();
    }

    /** How many were handed to the producer. */
    public int sent() {
        return sent;
    }

    /** How many the broker has confirmed. */
    public int stored() {
        return stored.get();
    }

    /** Whether all was sent, and the broker has said what became of it. */
    public boolean isDone() {
        return !thread.isAlive() && beginNanos != 0;
    }

    /** The numbers of those the broker did not take, or never answered for. */
    public BitSet failed() {
        synchronized (failed) {
            BitSet all = (BitSet) failed.clone();
            all.set(sent, images.count());
            return all;
        }
    }

    /** Why the first of these was not taken; empty where all were. */
    public String failure() {
        Exception failure = firstFailure;
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    @Override
    public void close() {
        stopped = true;
        producer.close(Duration.ofSeconds(5));
    }
}
