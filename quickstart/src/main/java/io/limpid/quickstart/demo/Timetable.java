package io.limpid.quickstart.demo;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * When images were due to be published: the first ones in a burst, all at once, the others at a pace. Latency is counted from
 * when an image was due, not from when it was sent: a publisher that is held up must not hide what it waited for.
 */
final class Timetable {
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;

    private final long[] dueNanos;
    private final int burst;

    /** @param burst how many of the images make the burst; at least 1, and less than all */
    Timetable(int images, int burst) {
        if (burst < 1 || burst >= images) {
            throw new IllegalArgumentException("expected a burst of 1 to " + (images - 1) + ", got " + burst);
        }
        this.dueNanos = new long[images];
        this.burst = burst;
    }

    void due(int number, long nanos) {
        dueNanos[number] = nanos;
    }

    /** Images a second in the burst, from when it was due until the last of its labels arrived; 0 when none did. */
    double burstPerSecond(Collection<Sighting> labels) {
        long last = labels.stream()
                .filter(label -> label.number() >= 0 && label.number() < burst)
                .mapToLong(label -> label.arrivedNanos() - dueNanos[0])
                .max()
                .orElse(0);
        long count = labels.stream()
                .filter(label -> label.number() >= 0 && label.number() < burst)
                .count();
        return last <= 0 ? 0 : count * (double) TimeUnit.SECONDS.toNanos(1) / last;
    }

    /** Of the paced images: microseconds from when each was due until it was seen. */
    Histogram latencyMicros(Collection<Sighting> seen) {
        Histogram latency = new Histogram(HIGHEST_MICROS, DIGITS);
        seen.stream()
                .filter(image -> image.number() >= burst && image.number() < dueNanos.length)
                .mapToLong(image -> (image.arrivedNanos() - dueNanos[image.number()]) / 1000)
                .forEach(micros -> latency.recordValue(Math.min(HIGHEST_MICROS, Math.max(0, micros))));
        return latency;
    }
}
