package io.limpid.streaming;

import java.util.concurrent.TimeUnit;

/** Durations as messages carry them. */
public final class Micros {
    private Micros() {}

    /** Whole microseconds, rounded; what took longer than an int can tell takes as long as it can. */
    public static int of(long nanos) {
        long half = TimeUnit.MICROSECONDS.toNanos(1) / 2;
        return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMicros(nanos + half));
    }
}
