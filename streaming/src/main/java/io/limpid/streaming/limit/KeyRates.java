package io.limpid.streaming.limit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decides which records keep to a {@link RateLimit}: a token bucket for each key, in the form of the generic cell rate algorithm
 * (ITU-T I.371), which needs one number a key.
 *
 * <p>Time is the records' own: their timestamps, not the moment they are polled. So a backlog is decided as it would have been
 * without one, and a batch that is undone and polled again is decided as before: what a record took counts only when
 * its partition has gone on behind it. After a restart, or when a partition comes from another replica, buckets are full.
 *
 * <p>Not thread-safe.
 */
final class KeyRates {
    /** The year 100,000: what claims to be later, or before 1970, is nobody's time. */
    private static final long LATEST_MILLIS = 3_093_527_980_800_000L;

    private static final long MICROS_IN_A_MILLI = 1_000;

    private final RateLimit limit;
    /** When the next record of an even stream would be due, in microseconds; those longest unheard of first. */
    private final Map<RateKey, Long> due;
    /** The same, changed by batches that may yet be undone, by partition. */
    private final Map<Integer, Pending> pending = new HashMap<>();

    /** A record that was let through, and when the next of its key would be due. */
    private record Taken(long offset, RateKey key, long due) {}

    /** What the latest batch of a partition did. */
    private static final class Pending {
        private final List<Taken> taken = new ArrayList<>();
        private final Map<RateKey, Long> due = new HashMap<>();
    }

    KeyRates(RateLimit limit) {
        this.limit = requireNonNull(limit, "limit");
        this.due = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<RateKey, Long> eldest) {
                return size() > limit.keys();
            }
        };
    }

    /**
     * Begins a batch. A partition that has gone on since its last batch confirms it up to there; what it comes back to was undone, or
     * left for later, and never was.
     *
     * @param batch of each partition in the order of offsets
     */
    void begin(List<ConsumerRecord<byte[], byte[]>> batch) {
        Map<Integer, Long> first = new HashMap<>();
        batch.forEach(message -> first.putIfAbsent(message.partition(), message.offset()));
        first.forEach((partition, offset) -> {
            Pending before = pending.remove(partition);
            if (before != null) {
                before.taken.stream()
                        .takeWhile(taken -> taken.offset < offset)
                        .forEach(taken -> due.put(taken.key, taken.due));
            }
        });
    }

    /**
     * Decides on the next record of the batch, and takes its token when it is let through.
     *
     * @return 0 when it is; else how many microseconds too early it came
     */
    long early(ConsumerRecord<byte[], byte[]> message) {
        Pending batch = pending.computeIfAbsent(message.partition(), unseen -> new Pending());
        RateKey key = RateKey.of(message);
        long now = micros(message);
        Long next = batch.due.containsKey(key) ? batch.due.get(key) : due.get(key);
        long expected = next == null ? now : Math.max(next, now);
        long early = expected - limit.toleranceMicros() - now;
        if (early > 0) {
            return early;
        }
        long after = expected + limit.intervalMicros();
        batch.taken.add(new Taken(message.offset(), key, after));
        batch.due.put(key, after);
        return 0;
    }

    private static long micros(ConsumerRecord<byte[], byte[]> message) {
        return Math.max(0, Math.min(LATEST_MILLIS, message.timestamp())) * MICROS_IN_A_MILLI;
    }

    /** Keys that are remembered, for tests of the bound. */
    int size() {
        return due.size();
    }
}
