package io.limpid.streaming.models;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where candidates run on images that live models have answered: one thread, which rests as long as it worked, so that it takes
 * half of one core at most, and a queue of limited size. Nobody waits for it: what does not fit is passed over.
 */
final class Sideline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sideline.class);
    private static final long PATIENCE_MILLIS = 5_000;

    private record Work(long values, Runnable task) {}

    private final long maxValues;
    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final Thread thread = new Thread(this::run, "candidates");
    private boolean started;
    private volatile boolean closed;

    /** @param maxValues of pictures that wait; a single work of more is taken where nothing else waits */
    Sideline(long maxValues) {
        this.maxValues = maxValues;
        thread.setDaemon(true);
    }

    /** @return false when there is no room, or no more work is taken */
    synchronized boolean offer(long values, Runnable task) {
        if (closed || waiting.get() > 0 && waiting.get() + values > maxValues) {
            return false;
        }
        if (!started) {
            started = true;
            thread.start();
        }
        waiting.addAndGet(Math.max(1, values));
        queue.add(new Work(Math.max(1, values), task));
        return true;
    }

    private void run() {
        try {
            while (!closed) {
                Work work = queue.take();
                long begin = System.nanoTime();
                runQuietly(work.task());
                waiting.addAndGet(-work.values());
                TimeUnit.NANOSECONDS.sleep(System.nanoTime() - begin);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runQuietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | OutOfMemoryError failure) {
            LOG.warn("a candidate could not be compared: {}", failure.toString());
        }
    }

    /** Does not wait for ever: a candidate that hangs keeps its thread, which does not keep the process. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
