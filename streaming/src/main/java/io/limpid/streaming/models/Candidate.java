package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A model that is tried beside the live one of its name. It is compared on images that the live model has answered, on a thread
 * and a session of its own, so that nothing it does can hold up or change an answer; as a canary it also serves a share of the keys,
 * by another session.
 */
public final class Candidate<M extends AutoCloseable> {
    private final ModelPublished published;
    private final M beside;
    private final Optional<LiveModel<M>> canary;
    private final Sideline sideline;
    private final ModelEvents events;
    private final Tally tally;
    private final Lock inUse = new ReentrantLock();
    private volatile boolean closed;
    private boolean freed;

    /**
     * @param beside what is compared
     * @param serving what serves a canary's share; null for shadows
     */
    Candidate(ModelPublished published, M beside, @Nullable M serving, Sideline sideline, ModelEvents events) {
        this.published = requireNonNull(published, "published");
        this.beside = requireNonNull(beside, "beside");
        this.canary = Optional.ofNullable(serving).map(model -> new LiveModel<>(published, model));
        this.sideline = requireNonNull(sideline, "sideline");
        this.events = requireNonNull(events, "events");
        this.tally = new Tally(published.getTask());
    }

    /** Compares two answers to the same images. */
    @FunctionalInterface
    public interface Trial<M> {
        /** Runs the candidate on the images. Whatever is thrown counts as its failure on all of them. */
        Compared run(M candidate) throws Exception;
    }

    /**
     * What the live model has done.
     *
     * @param model which
     * @param images it answered
     * @param values of the pictures to be kept until they are compared
     * @param nanos it took
     */
    public record Answered(ModelRef model, int images, long values, long nanos) {}

    public ModelPublished published() {
        return published;
    }

    /** The model, to ask what it takes. */
    public M model() {
        return beside;
    }

    /** @param imageId the record's key, else the image's id: one and the same is always served by the same side */
    public Optional<LiveModel<M>> canaryFor(String imageId) {
        return canary.filter(model -> KeyShare.holds(published.getRef().getName(), imageId, published.getShare()));
    }

    /** Compares when there is time; returns at once. */
    public void compare(Answered live, Trial<M> trial) {
        if (!sideline.offer(live.values(), () -> run(live, trial))) {
            tally.skip(live.model(), live.images());
            events.compared(published, tally.soFar());
        }
    }

    private void run(Answered live, Trial<M> trial) {
        inUse.lock();
        try {
            if (closed) {
                return;
            }
            long begin = System.nanoTime();
            Compared compared = attempt(live, trial);
            tally.add(live.model(), compared, live.nanos(), System.nanoTime() - begin);
            events.compared(published, tally.soFar());
        } finally {
            inUse.unlock();
            if (closed) {
                close();
            }
        }
    }

    private Compared attempt(Answered live, Trial<M> trial) {
        try {
            return trial.run(beside);
        } catch (Exception failure) {
            return Compared.failed(live.images());
        }
    }

    /** The canary failed on images; the live model answers them. */
    public void failed(ModelRef live, int images) {
        tally.fail(live, images);
        events.compared(published, tally.soFar());
    }

    boolean isCanary() {
        return published.getStage() == Stage.CANARY;
    }

    /** Frees the models; where one is running at the moment, when that ends. No batch may use the canary any more. */
    void close() {
        closed = true;
        if (inUse.tryLock()) {
            try {
                free();
            } finally {
                inUse.unlock();
            }
        }
    }

    private void free() {
        if (!freed) {
            freed = true;
            ModelCatalogue.closeQuietly(published, beside);
            canary.ifPresent(model -> ModelCatalogue.closeQuietly(published, model.model()));
        }
    }
}
