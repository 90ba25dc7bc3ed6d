package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The live models of a service, and what is tried beside them. A swap holds nobody up: who works goes on with the models it began
 * with, who begins afterwards gets the new ones, and the old model is closed when nobody works with it any more. Thread-safe.
 *
 * @param <M> what a model is once it is open
 */
public final class ModelCatalogue<M extends AutoCloseable> implements AutoCloseable {
    /** Of pictures that wait for a candidate, noisy and denoised: 16 MiB. */
    private static final long MAX_WAITING_VALUES = 4L << 20;

    private final Map<String, LiveModel<M>> live = new LinkedHashMap<>();
    private final Map<String, Candidate<M>> candidates = new LinkedHashMap<>();
    private final Sideline sideline = new Sideline(MAX_WAITING_VALUES);
    private volatile Generation<M> current = new Generation<>(List.of(), List.of());
    private volatile long longestSwapNanos;
    private boolean held;

    /** The models between one swap and the next. Who uses them holds the lock for reading; who holds it for writing knows that nobody does. */
    private record Generation<M extends AutoCloseable>(
            List<LiveModel<M>> newestFirst, List<ModelPublished> tried, ReadWriteLock lock) {
        Generation(List<LiveModel<M>> newestFirst, List<ModelPublished> tried) {
            this(newestFirst, tried, new ReentrantReadWriteLock());
        }

        void awaitUnused() {
            lock.writeLock().lock();
            lock.writeLock().unlock();
        }
    }

    public boolean isEmpty() {
        return current.newestFirst().isEmpty();
    }

    /**
     * Shows nobody a model until {@link #release()}: the one that is open first would be given images that are for those still being
     * opened.
     */
    public synchronized void hold() {
        held = true;
    }

    /** Shows all models that are open by now, and from here on each as it comes. */
    synchronized void release() {
        held = false;
        showModels();
    }

    /** Whether a live model is open, be it shown or not. */
    synchronized boolean hasOpened() {
        return !live.isEmpty();
    }

    /**
     * Runs something with the live models, which stay open until it returns.
     *
     * @param use gets them newest first; it must not ask for a swap, which would wait for its own end
     */
    public <R> R using(Function<List<LiveModel<M>>, R> use) {
        while (true) {
            Generation<M> models = current;
            // not lock(), which would queue behind a swap that waits for somebody else
            if (models.lock().readLock().tryLock()) {
                try {
                    // a swap may have come in between, and not have waited for this
                    if (models == current) {
                        return use.apply(models.newestFirst());
                    }
                } finally {
                    models.lock().readLock().unlock();
                }
            }
        }
    }

    /** What was published of the live models, newest first. */
    public List<ModelPublished> published() {
        return current.newestFirst().stream().map(LiveModel::published).toList();
    }

    /** What was published of the models that are tried, whether or not there is a live one beside them. */
    public List<ModelPublished> tried() {
        return current.tried();
    }

    /** From a swap to when nobody worked with the old model any more, which holds its memory until then: the longest so far. */
    public Duration longestSwap() {
        return Duration.ofNanos(longestSwapNanos);
    }

    /** Where candidates run. */
    Sideline sideline() {
        return sideline;
    }

    /** Puts a model in the place of the one of its name; returns once that is closed. */
    void install(LiveModel<M> model) {
        requireNonNull(model, "model");
        close(exchange(live, model.published().getRef().getName(), model));
    }

    /** Takes the model of that name away; returns once it is closed. */
    void remove(String name) {
        close(exchange(live, name, null));
    }

    /** Tries a model beside the live one of its name, in the place of the one that was tried before; returns once that is closed. */
    void install(Candidate<M> candidate) {
        requireNonNull(candidate, "candidate");
        close(exchange(candidates, candidate.published().getRef().getName(), candidate));
    }

    /** Tries the model no more that is tried under that name; returns once it is closed. */
    void removeCandidate(String name) {
        close(exchange(candidates, name, null));
    }

    /** One swap at a time, so that whoever uses an older generation than the last has been waited for already. */
    private synchronized <E> @Nullable E exchange(Map<String, E> models, String name, @Nullable E model) {
        long began = System.nanoTime();
        E old = models.remove(name);
        if (model != null) {
            models.put(name, model);
        }
        if (!held) {
            Generation<M> before = current;
            showModels();
            before.awaitUnused();
            longestSwapNanos = Math.max(longestSwapNanos, System.nanoTime() - began);
        }
        return old;
    }

    private void showModels() {
        current = new Generation<>(
                listNewestFirst(),
                candidates.values().stream().map(Candidate::published).toList());
    }

    private List<LiveModel<M>> listNewestFirst() {
        List<LiveModel<M>> models = new ArrayList<>();
        live.forEach((name, model) -> models.add(
                new LiveModel<>(model.published(), model.model(), Optional.ofNullable(candidates.get(name)))));
        Collections.reverse(models);
        return List.copyOf(models);
    }

    private void close(@Nullable LiveModel<M> old) {
        if (old != null) {
            closeQuietly(old.published(), old.model());
        }
    }

    private void close(@Nullable Candidate<M> old) {
        if (old != null) {
            old.close();
        }
    }

    static void closeQuietly(ModelPublished published, AutoCloseable model) {
        try {
            model.close();
        } catch (Exception failure) {
            throw new IllegalStateException("model " + ModelNames.of(published) + " did not close", failure);
        }
    }

    @Override
    public synchronized void close() {
        sideline.close();
        List.copyOf(candidates.keySet()).forEach(this::removeCandidate);
        List.copyOf(live.keySet()).forEach(this::remove);
    }
}
