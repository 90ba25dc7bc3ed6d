package io.limpid.quickstart.stream;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A timetable of events at equal distances. What is late does not shift what follows. */
public final class Pace {
    private final double perSecond;
    private final long startNanos;

    private Pace(double perSecond, long startNanos) {
        this.perSecond = perSecond;
        this.startNanos = startNanos;
    }

    /** Begins now; a rate of 0 means as fast as it goes. */
    public static Pace startingNow(double perSecond) {
        return new Pace(perSecond, System.nanoTime());
    }

    /** When event {@code number} is due, on the clock of {@link System#nanoTime()}. */
    public long dueNanos(int number) {
        return perSecond <= 0 ? startNanos : startNanos + (long) (number / perSecond * TimeUnit.SECONDS.toNanos(1));
    }

    /** Waits for event {@code number}; returns at once where it is due already. */
    public void await(int number) {
        long left = dueNanos(number) - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = dueNanos(number) - System.nanoTime();
        }
    }
}
