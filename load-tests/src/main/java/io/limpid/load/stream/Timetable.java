package io.limpid.load.stream;

import io.limpid.load.scenario.Phase;
import java.util.List;

/**
 * When each image is due, in nanoseconds after the first phase begins. It is fixed before the run: what is sent late counts from
 * when it was due, so that a stall is in the figures of all it held up (no coordinated omission; Tene, "How not to measure
 * latency", 2013).
 */
public final class Timetable {
    private final long[] dueNanos;

    private Timetable(long[] dueNanos) {
        this.dueNanos = dueNanos;
    }

    public static Timetable of(List<Phase> phases) {
        double total = phases.stream().mapToDouble(Phase::count).sum();
        long[] due = new long[(int) Math.round(total)];
        double countBefore = 0;
        double secondsBefore = 0;
        int number = 0;
        for (Phase phase : phases) {
            double end = countBefore + phase.count();
            for (; number < due.length && number < end; number++) {
                due[number] = (long) (1e9 * (secondsBefore + phase.dueSecond(number - countBefore)));
            }
            countBefore = end;
            secondsBefore += phase.seconds();
        }
        // what rounding left over
        for (; number < due.length; number++) {
            due[number] = (long) (1e9 * secondsBefore);
        }
        return new Timetable(due);
    }

    /** How many images there are. */
    public int count() {
        return dueNanos.length;
    }

    public long dueNanos(int number) {
        return dueNanos[number];
    }

    /** How many are due by then. */
    public int dueBy(long nanos) {
        int low = 0;
        int high = dueNanos.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (dueNanos[middle] <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
