package io.limpid.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Committed results, each once, in order per key, as they are asked for: what nobody asks for stays with the broker, so that
 * a slow reader needs no more memory than one fetch. While the broker is away nothing comes; when it is back, reading goes on
 * where it was. One thread may read; any may close.
 */
public final class Results implements Iterable<Result>, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicReader reader;
    private final ResultReading reading;
    private final FrameMemory frames;
    private final Consumer<Results> onClose;
    private final Queue<Result> ready = new ArrayDeque<>();
    private final ReentrantLock reads = new ReentrantLock();
    private volatile boolean closed;

    Results(TopicReader reader, ResultReading reading, FrameMemory frames, Consumer<Results> onClose) {
        this.reader = requireNonNull(reader, "reader");
        this.reading = requireNonNull(reading, "reading");
        this.frames = requireNonNull(frames, "frames");
        this.onClose = requireNonNull(onClose, "onClose");
    }

    /**
     * The next result.
     *
     * @return empty when none came in time, or these results are closed
     * @throws LimpidClientException when the broker refuses to tell, or what it tells can't be read
     */
    public Optional<Result> next(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        reads.lock();
        try {
            while (!closed && ready.isEmpty()) {
                long left = Math.max(0, deadline - System.nanoTime());
                fetch(Duration.ofNanos(left));
                if (left == 0) {
                    break;
                }
            }
            return closed ? Optional.empty() : Optional.ofNullable(ready.poll());
        } finally {
            reads.unlock();
        }
    }

    private void fetch(Duration longest) {
        try {
            for (ConsumerRecord<byte[], byte[]> found : reader.poll(longest)) {
                ready.add(frames.join(reading.read(found)));
            }
        } catch (WakeupException toClose) {
            // the loop looks whether it is closed
        } catch (KafkaException failure) {
            throw new LimpidClientException(
                    "results can't be read: " + failure.getMessage() + "; check this client's rights to the topics",
                    failure);
        }
    }

    /** Whether nothing committed is left to read at the moment. */
    public boolean isAtEnd() {
        reads.lock();
        try {
            return closed || (ready.isEmpty() && reader.isAtEnd());
        } finally {
            reads.unlock();
        }
    }

    /** Waits for each next result; ends when these results are closed. */
    @Override
    public Iterator<Result> iterator() {
        return new Iterator<>() {
            private Optional<Result> upcoming = Optional.empty();

            @Override
            public boolean hasNext() {
                while (upcoming.isEmpty() && !closed) {
                    upcoming = Results.this.next(POLL);
                }
                return upcoming.isPresent();
            }

            @Override
            public Result next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the results are closed");
                }
                Result result = upcoming.orElseThrow();
                upcoming = Optional.empty();
                return result;
            }
        };
    }

    /** As {@link #iterator()}; closing the stream closes these results. */
    public Stream<Result> stream() {
        return StreamSupport.stream(spliterator(), false).onClose(this::close);
    }

    /** Ends a reading that is under way. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        reader.wakeup();
        reads.lock();
        try {
            reader.close();
        } finally {
            reads.unlock();
            onClose.accept(this);
        }
    }
}
