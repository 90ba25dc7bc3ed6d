package io.limpid.quickstart.source;

import static java.util.Objects.requireNonNull;

import io.limpid.client.Acknowledgement;
import io.limpid.client.ImageRequest;
import io.limpid.client.LimpidClient;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.stream.Pace;
import io.limpid.sources.ImageSource;
import io.limpid.sources.SendJournal;
import io.limpid.sources.SourceImage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends a source's images, no faster than the broker takes them, and lets source and journal know what has arrived. */
public final class SourcePublication {
    private static final Duration LOOK = Duration.ofMillis(200);
    /** Beyond so many without an answer of the broker it waits. */
    private static final int MOST_ON_THEIR_WAY = 500;

    private final ImageSource source;
    private final LimpidClient client;
    private final Function<SourceImage, ImageRequest> requests;
    private final @Nullable SendJournal journal;
    private final Consumer<Acknowledgement> told;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private long sent;
    private long stored;

    /** Told of each image that is on its way; the first is number 1. */
    public interface Progress {
        void at(long number, SourceImage image);
    }

    private record Outcome(
            SourceImage image,
            @Nullable Acknowledgement acknowledgement,
            @Nullable Throwable failure) {}

    /**
     * @param journal to be kept; none where nobody asks it later
     * @param told of every image that the broker has
     */
    public SourcePublication(
            ImageSource source,
            LimpidClient client,
            Function<SourceImage, ImageRequest> requests,
            @Nullable SendJournal journal,
            Consumer<Acknowledgement> told) {
        this.source = requireNonNull(source, "source");
        this.client = requireNonNull(client, "client");
        this.requests = requireNonNull(requests, "requests");
        this.journal = journal;
        this.told = requireNonNull(told, "told");
    }

    /**
     * Sends until the source has an end, nothing comes for a while, or it is to stop.
     *
     * @param silence after which to end; zero means never
     * @return how many images are stored
     * @throws CommandFailure when the broker does not take one
     */
    public long run(Pace pace, Duration silence, BooleanSupplier isToStop, Progress progress)
            throws InterruptedException {
        long lastNanos = System.nanoTime();
        while (!source.isDone() && !isToStop.getAsBoolean()) {
            Optional<SourceImage> image = source.next(LOOK);
            settleDownTo(MOST_ON_THEIR_WAY);
            if (image.isPresent()) {
                pace.await((int) sent);
                send(image.get());
                progress.at(sent, image.get());
                lastNanos = System.nanoTime();
            } else if (!silence.isZero() && System.nanoTime() - lastNanos > silence.toNanos()) {
                break;
            }
        }
        client.flush();
        settleDownTo(0);
        return stored;
    }

    private void send(SourceImage image) {
        if (journal != null) {
            journal.begin(image.id());
        }
        sent++;
        client.publish(requests.apply(image))
                .whenComplete((acknowledgement, failure) -> outcomes.add(new Outcome(image, acknowledgement, failure)));
    }

    /** Notes what became of images, and waits while more than so many are on their way. */
    private void settleDownTo(int most) throws InterruptedException {
        for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            settle(outcome);
        }
        while (sent - stored > most) {
            settle(outcomes.take());
        }
    }

    private void settle(Outcome outcome) {
        Throwable failure = outcome.failure();
        if (failure != null) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw CommandFailure.failed(
                    cause.getMessage() + " (" + Numbers.count(stored, "image") + " before it stored)",
                    "then start this again",
                    cause);
        }
        stored++;
        if (journal != null) {
            journal.stored(outcome.image().id());
        }
        source.stored(outcome.image());
        told.accept(requireNonNull(outcome.acknowledgement(), "acknowledgement"));
    }
}
