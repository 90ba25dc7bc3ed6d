package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The live models of a service, and what is tried beside them. A batch uses one and the same set of them from beginning to end; a
 * swap waits for the batch in progress, exchanges the entry, and only then closes the old model. Thread-safe.
 *
 * @param <M> what a model is once it is open
 */
public final class ModelCatalogue<M extends AutoCloseable> implements AutoCloseable {
    /** Of pictures that wait for a candidate, noisy and denoised: 16 MiB. */
    private static final long MAX_WAITING_VALUES = 4L << 20;

    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Map<String, LiveModel<M>> live = new LinkedHashMap<>();
    private final Map<String, Candidate<M>> candidates = new HashMap<>();
    private final Sideline sideline = new Sideline(MAX_WAITING_VALUES);
    private List<LiveModel<M>> newestFirst = List.of();
    private volatile boolean empty = true;
    private volatile long longestSwapNanos;

    public boolean isEmpty() {
        return empty;
    }

    /**
     * Runs something with the live models, which stay open until it returns.
     *
     * @param use gets them newest first
     */
    public <R> R using(Function<List<LiveModel<M>>, R> use) {
        lock.readLock().lock();
        try {
            return use.apply(newestFirst);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What was published of the live models, newest first. */
    public List<ModelPublished> published() {
        return using(models -> models.stream().map(LiveModel::published).toList());
    }

    /** What was published of the models that are tried, whether or not there is a live one beside them. */
    public List<ModelPublished> tried() {
        lock.readLock().lock();
        try {
            return candidates.values().stream().map(Candidate::published).toList();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** From asking for a swap, while the batch in progress ends and none begins, to when the next may begin: the longest so far. */
    public Duration longestSwap() {
        return Duration.ofNanos(longestSwapNanos);
    }

    /** Where candidates run. */
    Sideline sideline() {
        return sideline;
    }

    /** Puts a model in the place of the one of its name, which is closed. */
    void install(LiveModel<M> model) {
        requireNonNull(model, "model");
        close(exchange(live, model.published().getRef().getName(), model));
    }

    /** Takes the model of that name away and closes it. */
    void remove(String name) {
        close(exchange(live, name, null));
    }

    /** Tries a model beside the live one of its name, in the place of the one that was tried before, which is closed. */
    void install(Candidate<M> candidate) {
        requireNonNull(candidate, "candidate");
        close(exchange(candidates, candidate.published().getRef().getName(), candidate));
    }

    /** Tries the model no more that is tried under that name, and closes it. */
    void removeCandidate(String name) {
        close(exchange(candidates, name, null));
    }

    private <E> @Nullable E exchange(Map<String, E> models, String name, @Nullable E model) {
        long asked = System.nanoTime();
        lock.writeLock().lock();
        try {
            E old = models.remove(name);
            if (model != null) {
                models.put(name, model);
            }
            empty = live.isEmpty();
            newestFirst = listNewestFirst();
            longestSwapNanos = Math.max(longestSwapNanos, System.nanoTime() - asked);
            return old;
        } finally {
            lock.writeLock().unlock();
        }
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
    public void close() {
        sideline.close();
        List.copyOf(candidates.keySet()).forEach(this::removeCandidate);
        List.copyOf(live.keySet()).forEach(this::remove);
    }
}
