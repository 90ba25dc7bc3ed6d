package io.limpid.client;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.HeaderNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the answers to images that were asked for, by the {@code ce_id} header, which services copy to what they answer and bury.
 * Reads from before the first question on, in a thread of its own; of other people's results it looks at the headers only.
 */
final class Answers implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicReader reader;
    private final ResultReading reading;
    private final Map<String, PendingAnswer> byEventId = new ConcurrentHashMap<>();
    /** A dead letter may have lost its headers, but never where the image lay. */
    private final Map<RecordPlace, PendingAnswer> byPlace = new ConcurrentHashMap<>();

    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable LimpidClientException broken;

    private Answers(TopicReader reader, ResultReading reading, String threadName) {
        this.reader = requireNonNull(reader, "reader");
        this.reading = requireNonNull(reading, "reading");
        this.thread = new Thread(this::run, threadName);
        this.thread.setDaemon(true);
    }

    /** Returns once no answer to what is sent from now on can be missed. */
    static Answers open(KafkaSettings kafka, List<String> topics, ResultReading reading) {
        Answers answers = new Answers(TopicReader.open(kafka, topics, false), reading, kafka.clientId() + "-answers");
        answers.thread.start();
        return answers;
    }

    /** @throws LimpidClientException when nobody reads any more, or another image of this id waits */
    void expect(PendingAnswer pending) {
        if (byEventId.putIfAbsent(pending.eventId(), pending) != null) {
            throw new LimpidClientException(
                    "expected an event id of its own for every image that waits for an answer, found "
                            + pending.eventId() + " twice; leave it out, and the client chooses one");
        }
        LimpidClientException failure = broken;
        if (failure != null) {
            forget(pending);
            throw new LimpidClientException(failure.getMessage(), failure);
        }
    }

    /** Tells where the image lies, once that is known. */
    void lies(PendingAnswer pending, RecordPlace place) {
        pending.lies(place);
        byPlace.put(place, pending);
        if (pending.isOver()) {
            byPlace.remove(place, pending);
        }
    }

    void forget(PendingAnswer pending) {
        byEventId.remove(pending.eventId(), pending);
        pending.place().ifPresent(place -> byPlace.remove(place, pending));
    }

    private void run() {
        try (reader) {
            while (!closed) {
                reader.poll(POLL).forEach(this::dispatch);
            }
            failAll(new LimpidClientException("the client was closed before the answer came"));
        } catch (WakeupException toClose) {
            failAll(new LimpidClientException("the client was closed before the answer came"));
        } catch (RuntimeException failure) {
            failAll(new LimpidClientException(
                    "answers can't be read: " + failure.getMessage()
                            + "; check this client's rights to the result topics, then open another client",
                    failure));
        }
    }

    private void failAll(LimpidClientException failure) {
        // in this order: who expects an answer from now on sees it
        broken = failure;
        byEventId.values().forEach(pending -> pending.fail(failure));
    }

    private void dispatch(ConsumerRecord<byte[], byte[]> found) {
        String eventId = ResultReading.eventId(found);
        PendingAnswer pending = eventId.isEmpty() ? bySource(found) : byEventId.get(eventId);
        if (pending != null) {
            pending.take(reading.read(found));
        }
    }

    private @Nullable PendingAnswer bySource(ConsumerRecord<byte[], byte[]> found) {
        boolean isDead = found.headers().lastHeader(HeaderNames.DEAD_LETTER_TOPIC) != null;
        return isDead && reading.read(found) instanceof Result.Dead dead
                ? dead.source().map(byPlace::get).orElse(null)
                : null;
    }

    @Override
    public void close() {
        closed = true;
        reader.wakeup();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
