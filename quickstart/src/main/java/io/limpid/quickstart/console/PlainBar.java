package io.limpid.quickstart.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line at every tenth of the work, and after five seconds without one: for logs and pipes. */
final class PlainBar implements Bar {
    private static final long LONGEST_SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final String task;
    private final long total;
    private final String unit;
    private long tenths;
    private long saidAtNanos = System.nanoTime();

    PlainBar(PrintStream out, String task, long total, String unit) {
        this.out = out;
        this.task = task;
        this.total = Math.max(1, total);
        this.unit = unit;
    }

    @Override
    public void at(long done, String note) {
        long nowTenths = 10 * done / total;
        if (nowTenths == tenths && System.nanoTime() - saidAtNanos < LONGEST_SILENCE_NANOS) {
            return;
        }
        tenths = nowTenths;
        saidAtNanos = System.nanoTime();
        out.printf(Locale.ROOT, "  %s  %3d %%  %,d/%,d %s  %s%n", task, 100 * done / total, done, total, unit, note);
    }

    @Override
    public void close() {
        out.flush();
    }
}
