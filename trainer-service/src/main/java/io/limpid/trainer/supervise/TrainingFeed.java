package io.limpid.trainer.supervise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One reader's events of a training. Whoever reads slowly misses steps, never an epoch, and never holds up the training; whoever
 * is {@value #MOST_WAITING} events behind is let go, and finds all epochs again by asking anew. Thread-safe.
 */
public final class TrainingFeed implements AutoCloseable {
    static final int MOST_WAITING = 20_000;

    private final Deque<TrainingNews> waiting = new ArrayDeque<>();
    private @Nullable CompletableFuture<TrainingNews> reader;
    private boolean closed;

    TrainingFeed() {}

    /**
     * The next event, as soon as there is one. It completes on the training's own thread, so what depends on it must move to
     * another. Fails with {@link CancellationException} once the feed is closed. Ask for one at a time.
     */
    public synchronized CompletableFuture<TrainingNews> next() {
        if (closed) {
            return CompletableFuture.failedFuture(new CancellationException("the feed is closed"));
        }
        TrainingNews first = waiting.poll();
        if (first != null) {
            return CompletableFuture.completedFuture(first);
        }
        reader = new CompletableFuture<>();
        return reader;
    }

    synchronized void offer(TrainingNews news) {
        if (closed || handOver(news)) {
            return;
        }
        if (news.isPassing() && !waiting.isEmpty() && waiting.getLast().isPassing()) {
            waiting.removeLast();
        }
        waiting.add(news);
        if (waiting.size() > MOST_WAITING) {
            close();
        }
    }

    /** Tells a reader that has nothing to read that all is well. */
    public synchronized void beat() {
        handOver(new TrainingNews.Beat());
    }

    /** A reader that went away has cancelled what it waited for. */
    private boolean handOver(TrainingNews news) {
        CompletableFuture<TrainingNews> current = reader;
        reader = null;
        return current != null && current.complete(news);
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        if (reader != null) {
            reader.cancel(false);
        }
    }
}
