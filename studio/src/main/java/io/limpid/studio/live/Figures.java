package io.limpid.studio.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Throughput and lag over the last minutes, while anybody looks. Thread-safe. */
final class Figures {
    private static final int MOST = 150;

    private final Map<String, Long> counts = new HashMap<>();
    private final Deque<Point> points = new ArrayDeque<>();
    private long since = System.nanoTime();

    /**
     * @param at milliseconds since the epoch
     * @param rates committed records a second, by topic
     * @param lag records that wait, by service; null where it can't be told
     */
    public record Point(long at, Map<String, Double> rates, Map<String, @Nullable Long> lag) {}

    /** Counts a record. */
    synchronized void count(String topic) {
        counts.merge(topic, 1L, Long::sum);
    }

    /** Nobody has looked for a while: what was counted is of no use as a rate. */
    synchronized void forget() {
        counts.clear();
        points.clear();
        since = System.nanoTime();
    }

    /** Ends an interval: adds its point. */
    synchronized List<Point> point(List<String> topics, Map<String, @Nullable Long> lag) {
        long now = System.nanoTime();
        double seconds = (now - since) / 1e9;
        Map<String, Double> rates = new HashMap<>();
        for (String topic : topics) {
            rates.put(topic, counts.getOrDefault(topic, 0L) / seconds);
        }
        counts.clear();
        since = now;
        points.addLast(new Point(System.currentTimeMillis(), rates, lag));
        if (points.size() > MOST) {
            points.removeFirst();
        }
        return new ArrayList<>(points);
    }
}
