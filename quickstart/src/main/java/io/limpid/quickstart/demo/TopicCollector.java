package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.limpid.client.ImageRequest;
import io.limpid.client.TopicReader;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.StreamAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Reads topics from now on, on a thread of its own, and keeps all it sees of one source's images. */
final class TopicCollector implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int NO_NUMBER = -1;

    private final String source;
    private final TopicReader reader;
    private final Thread thread;
    /** Written by the thread alone until it has ended. */
    private final List<Sighting> seen = new ArrayList<>();

    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean draining;
    private volatile boolean closed;
    private volatile @Nullable KafkaException failure;

    /** @param source of the images, as {@link ImageRequest} names it */
    TopicCollector(String source, StreamAddress address, String... topics) {
        this.source = requireNonNull(source, "source");
        this.reader = TopicReader.open(address.settings("limpid-demo"), List.of(topics), false);
        this.thread = new Thread(this::read, "collect-" + topics[0]);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (reader) {
            while (!closed && (!draining || !reader.isAtEnd())) {
                for (ConsumerRecord<byte[], byte[]> result : reader.poll(POLL)) {
                    if (isOurs(result)) {
                        seen.add(sighting(result));
                        count.incrementAndGet();
                    }
                }
            }
        } catch (KafkaException broken) {
            failure = broken;
        }
    }

    private boolean isOurs(ConsumerRecord<byte[], byte[]> result) {
        return HeaderNames.text(result.headers(), HeaderNames.CLOUD_EVENT_SOURCE)
                .filter(source::equals)
                .isPresent();
    }

    private static Sighting sighting(ConsumerRecord<byte[], byte[]> result) {
        String key = result.key() == null ? "" : new String(result.key(), StandardCharsets.UTF_8);
        int number = HeaderNames.text(result.headers(), HeaderNames.CLOUD_EVENT_ID)
                .filter(id -> id.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(NO_NUMBER);
        ByteString value = result.value() == null ? ByteString.EMPTY : ByteString.copyFrom(result.value());
        return new Sighting(key, number, System.nanoTime(), value);
    }

    /** How many records have come so far. */
    int count() {
        KafkaException broken = failure;
        if (broken != null) {
            throw CommandFailure.failed(
                    "reading the results failed: " + broken.getMessage(), "see the broker's log", broken);
        }
        return count.get();
    }

    /** Reads what is left, ends, and hands over all that was seen, in the order of arrival. */
    List<Sighting> drain() {
        draining = true;
        await(Duration.ZERO);
        count();
        return List.copyOf(seen);
    }

    /** Reads no more; a client that still waits for a broker is left to end by itself. */
    @Override
    public void close() {
        closed = true;
        await(PATIENCE);
    }

    /** @param most zero for as long as it takes */
    private void await(Duration most) {
        try {
            thread.join(most.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while reading results", "");
        }
    }
}
