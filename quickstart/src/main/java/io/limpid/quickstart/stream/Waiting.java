package io.limpid.quickstart.stream;

import io.limpid.client.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What waits for the other half of its event: pictures for their labels, labels for their pictures. Several images may share a key;
 * their {@code ce_id} tells them apart, else the time, which a frame and its label have of their image, else the order.
 */
final class Waiting<T> {
    private final int most;
    private final Map<String, Deque<Entry<T>>> byName = new LinkedHashMap<>();
    private int count;

    private record Entry<T>(long timestamp, T what) {}

    /** @param most that are kept; those of the eldest name go first */
    Waiting(int most) {
        this.most = most;
    }

    /** What all results of one event are called. */
    static String name(Result result) {
        return result.eventId().isEmpty() ? result.imageId() : result.eventId();
    }

    void add(Result result, T what) {
        byName.computeIfAbsent(name(result), name -> new ArrayDeque<>()).add(new Entry<>(result.timestamp(), what));
        count++;
        if (count > most) {
            Iterator<Deque<Entry<T>>> eldest = byName.values().iterator();
            Deque<Entry<T>> entries = eldest.next();
            entries.removeFirst();
            count--;
            if (entries.isEmpty()) {
                eldest.remove();
            }
        }
    }

    /** What belongs to this result by its time too, which waits no longer. */
    Optional<T> takeOfSameTime(Result result) {
        Deque<Entry<T>> entries = byName.get(name(result));
        boolean isThere =
                entries != null && entries.stream().anyMatch(entry -> entry.timestamp() == result.timestamp());
        return isThere ? take(result) : Optional.empty();
    }

    /** What belongs to this result, which waits no longer. */
    Optional<T> take(Result result) {
        Deque<Entry<T>> entries = byName.get(name(result));
        if (entries == null) {
            return Optional.empty();
        }
        Entry<T> found = entries.stream()
                .filter(entry -> entry.timestamp() == result.timestamp())
                .findFirst()
                .orElseGet(entries::peekFirst);
        entries.remove(found);
        count--;
        if (entries.isEmpty()) {
            byName.remove(name(result));
        }
        return Optional.of(found.what());
    }
}
