package io.limpid.quickstart.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line at every tenth of the work, but not two a second, and after five seconds without one: for logs and pipes. */
final class PlainBar implements Bar {
    private static final long LONGEST_SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long SHORTEST_SILENCE_NANOS = Duration.ofSeconds(1).toNanos();

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
        long silenceNanos = System.nanoTime() - saidAtNanos;
        boolean isNews = nowTenths != tenths && (silenceNanos >= SHORTEST_SILENCE_NANOS || done >= total);
        if (!isNews && silenceNanos < LONGEST_SILENCE_NANOS) {
            return;
        }
        tenths = nowTenths;
        saidAtNanos = System.nanoTime();
        out.println(String.format(
                        Locale.ROOT, "  %s  %3d %%  %,d/%,d %s  %s", task, 100 * done / total, done, total, unit, note)
                .stripTrailing());
    }

    @Override
    public void close() {
        out.flush();
    }
}
