package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.client.Acknowledgement;
import io.limpid.client.ImageRequest;
import io.limpid.client.LimpidClient;
import io.limpid.client.LimpidClientException;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.process.StreamAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Publishes images and counts those that the broker has; ends at the first that it has not. */
public final class Publication implements AutoCloseable {
    private static final int MOST_ON_THEIR_WAY = 10_000;

    private final LimpidClient client;
    private final Consumer<Acknowledgement> stored;
    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private final Semaphore room = new Semaphore(MOST_ON_THEIR_WAY);

    /**
     * @param source where the images come from, as a URI reference
     * @param stored is told of every image that the broker has, one after another
     */
    public Publication(StreamAddress address, String source, Consumer<Acknowledgement> stored) {
        this.stored = requireNonNull(stored, "stored");
        this.client = LimpidClient.builder(address.bootstrap())
                .topicPrefix(address.prefix())
                .kafka(address.kafka())
                .clientId("limpid-publish")
                .source(source)
                .maxImageBytes(ImageFile.MAX_BYTES)
                .connect();
    }

    public LimpidClient client() {
        return client;
    }

    public void publish(ImageRequest image) {
        send(client.publish(image));
    }

    /**
     * Counts what was sent by the client.
     *
     * @throws CommandFailure when this or an earlier image was not stored
     */
    public void send(CompletionStage<Acknowledgement> sent) {
        requireNoFailure();
        room.acquireUninterruptibly();
        sent.whenComplete((acknowledgement, failure) -> {
            if (failure == null) {
                note(acknowledgement);
            } else {
                firstFailure.compareAndSet(null, failure.getCause() == null ? failure : failure.getCause());
            }
            room.release();
        });
    }

    private synchronized void note(Acknowledgement acknowledgement) {
        count.incrementAndGet();
        stored.accept(acknowledgement);
    }

    private void requireNoFailure() {
        Throwable failure = firstFailure.get();
        if (failure != null) {
            String told = failure instanceof LimpidClientException ? failure.getMessage() : failure.toString();
            throw CommandFailure.failed(
                    told + " (" + Numbers.count(count.get(), "image") + " before it stored)",
                    "check that the broker runs, has room on its disk, and takes records of this size",
                    failure);
        }
    }

    /**
     * Waits until everything sent is stored.
     *
     * @return how many images are
     * @throws CommandFailure when one is not
     */
    public long await() {
        room.acquireUninterruptibly(MOST_ON_THEIR_WAY);
        room.release(MOST_ON_THEIR_WAY);
        requireNoFailure();
        return count.get();
    }

    @Override
    public void close() {
        client.close();
    }
}
