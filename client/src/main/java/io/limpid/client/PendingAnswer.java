package io.limpid.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One image that was asked for, until its answer, its dead letter or its timeout. */
final class PendingAnswer {
    private final String eventId;
    private final boolean withLabel;
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private volatile @Nullable RecordPlace place;
    private Result.@Nullable Denoised frame;
    private Result.@Nullable Labelled label;

    PendingAnswer(String eventId, boolean withLabel) {
        this.eventId = requireNonNull(eventId, "eventId");
        this.withLabel = withLabel;
    }

    String eventId() {
        return eventId;
    }

    /** Where the image lies. */
    Optional<RecordPlace> place() {
        return Optional.ofNullable(place);
    }

    void lies(RecordPlace where) {
        place = where;
    }

    boolean isOver() {
        return result.isDone();
    }

    /** Called by the thread that reads answers only. */
    void take(Result found) {
        if (found instanceof Result.Dead dead) {
            fail(new ImageRefusedException(dead));
        } else if (found instanceof Result.Foreign foreign) {
            fail(new LimpidClientException("the answer to image " + eventId + " at " + foreign.place()
                    + " can't be read: " + foreign.problem()));
        } else if (found instanceof Result.Denoised denoised) {
            frame = denoised;
        } else if (found instanceof Result.Labelled labelled) {
            label = labelled;
        }
        completeWhenWhole();
    }

    /** A frame is committed before its label, but of two brokers the second may be read first. */
    private void completeWhenWhole() {
        if (frame != null && !withLabel) {
            result.complete(frame);
        } else if (frame != null && label != null) {
            result.complete(FrameMemory.with(label, Optional.of(frame.frame())));
        }
    }

    void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    /**
     * What the caller waits for: completed by another thread than the one that reads answers, so that nobody's work keeps it.
     *
     * @param atEnd run however it ends
     */
    CompletableFuture<Result> within(Duration timeout, Runnable atEnd) {
        return result.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).handleAsync((found, failure) -> {
            atEnd.run();
            if (failure instanceof TimeoutException) {
                throw new NoAnswerException(eventId, timeout);
            }
            if (failure != null) {
                throw failure instanceof RuntimeException known ? known : new CompletionException(failure);
            }
            return found;
        });
    }
}
