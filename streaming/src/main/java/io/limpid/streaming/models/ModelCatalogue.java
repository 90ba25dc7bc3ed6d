package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The live models of a service. A batch uses one and the same set of them from beginning to end; a swap waits for the batch in
 * progress, exchanges the entry, and only then closes the old model. Thread-safe.
 *
 * @param <M> what a model is once it is open
 */
public final class ModelCatalogue<M extends AutoCloseable> implements AutoCloseable {
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Map<String, LiveModel<M>> live = new LinkedHashMap<>();
    private volatile boolean empty = true;

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
            return use.apply(newestFirst());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What was published of the live models, newest first. */
    public List<ModelPublished> published() {
        return using(models -> models.stream().map(LiveModel::published).toList());
    }

    /** Puts a model in the place of the one of its name, which is closed. */
    void install(LiveModel<M> model) {
        requireNonNull(model, "model");
        String name = model.published().getRef().getName();
        closeQuietly(exchange(name, model));
    }

    /** Takes the model of that name away and closes it. */
    void remove(String name) {
        closeQuietly(exchange(name, null));
    }

    private @Nullable LiveModel<M> exchange(String name, @Nullable LiveModel<M> model) {
        lock.writeLock().lock();
        try {
            LiveModel<M> old = live.remove(name);
            if (model != null) {
                live.put(name, model);
            }
            empty = live.isEmpty();
            return old;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private List<LiveModel<M>> newestFirst() {
        List<LiveModel<M>> models = new ArrayList<>(live.values());
        Collections.reverse(models);
        return models;
    }

    private void closeQuietly(@Nullable LiveModel<M> old) {
        if (old == null) {
            return;
        }
        try {
            old.model().close();
        } catch (Exception failure) {
            throw new IllegalStateException("model " + ModelNames.of(old.published()) + " did not close", failure);
        }
    }

    @Override
    public void close() {
        List.copyOf(live.keySet()).forEach(this::remove);
    }
}
