package io.limpid.client;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.limpid.contracts.stream.DeadLetter;
import io.limpid.contracts.stream.Topics;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One stream of Limpid: publishes images, reads results, and asks for single images to be denoised. Thread-safe; one is enough for
 * a program. What fails, fails by a {@link LimpidClientException} that says what to do.
 */
public final class LimpidClient implements AutoCloseable {
    private final KafkaSettings kafka;
    private final Topics topics;
    private final String source;
    private final ClientLimits limits;
    private final ResultReading reading;
    private final Publisher publisher;
    private final Semaphore room;
    private final Set<String> present = ConcurrentHashMap.newKeySet();
    private final Set<Results> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Of images that are to be denoised, and of those that are to be labelled too: there may be no classifier. */
    private @Nullable Answers denoisedAnswers;

    private @Nullable Answers labelledAnswers;

    private LimpidClient(KafkaSettings kafka, Topics topics, String source, ClientLimits limits) {
        this.kafka = requireNonNull(kafka, "kafka");
        this.topics = requireNonNull(topics, "topics");
        this.source = requireNonNull(source, "source");
        this.limits = requireNonNull(limits, "limits");
        this.reading = new ResultReading(topics);
        this.publisher = new Publisher(kafka, limits.maxImageBytes());
        this.room = new Semaphore(limits.maxInFlight());
    }

    /** @param bootstrap a broker's {@code host:port}, several separated by commas */
    public static LimpidClientBuilder builder(String bootstrap) {
        return new LimpidClientBuilder(bootstrap);
    }

    static LimpidClient connect(KafkaSettings kafka, Topics topics, String source, ClientLimits limits) {
        new TopicCheck(kafka, limits.connectTimeout()).require(List.of());
        return new LimpidClient(kafka, topics, source, limits);
    }

    /** The names of the topics that this client uses. */
    public Topics topics() {
        return topics;
    }

    /**
     * Sends an image. Blocks only while more is unsent than memory is set apart for, which the broker's pace then limits.
     *
     * @return completed once the broker has it, or exceptionally with a {@link LimpidClientException}: nothing was stored, as far as
     *     is known
     */
    public CompletionStage<Acknowledgement> publish(ImageRequest image) {
        return attempt(() -> send(image, eventIdOf(image)));
    }

    /** Waits until everything published is stored, or known not to be. */
    public void flush() {
        publisher.flush();
    }

    /** All results of images, from now on. */
    public Results results() {
        return results(ResultSelection.fromNow());
    }

    /**
     * Results of all publishers, to be closed by the caller, or with this client. Returns once it is settled which is the first.
     *
     * @throws MissingTopicException when a kind of results has no topic yet
     */
    public Results results(ResultSelection selection) {
        requireOpen();
        List<String> names = topicsOf(selection.kinds());
        requireTopics(names);
        Results results = new Results(
                TopicReader.open(kafka, names, selection.fromBeginning()),
                reading,
                new FrameMemory(limits.frameMemoryBytes()),
                open::remove);
        open.add(results);
        return results;
    }

    /**
     * Publishes an image and finds its answer, by an event id of its own. Many may be on their way at once. The first call
     * opens a reader of the result topics, whose traffic of all publishers it passes over: where that is much, read
     * {@link #results()} once instead.
     *
     * @return completed exceptionally with an {@link ImageRefusedException} where a dead letter is the answer, a
     *     {@link NoAnswerException} after the answer timeout, a {@link LimpidClientException} where it was not published, or too
     *     many wait already
     */
    public CompletionStage<Result.Denoised> denoise(ImageRequest image) {
        return attempt(() -> ask(image, denoisedAnswers(), false).thenApply(Result.Denoised.class::cast));
    }

    /** As {@link #denoise}, and waits for the label too; the answer holds the frame. */
    public CompletionStage<Result.Labelled> denoiseAndLabel(ImageRequest image) {
        return attempt(() -> ask(image, labelledAnswers(), true).thenApply(Result.Labelled.class::cast));
    }

    /**
     * Sends a dead letter again to where it came from, as it was. The dead letter stays where it is.
     *
     * @return completed exceptionally where the dead letter has lost its value
     */
    public CompletionStage<Acknowledgement> replay(Result.Dead deadLetter) {
        return attempt(() -> {
            if (deadLetter.value().isEmpty()) {
                throw new LimpidClientException("dead letter " + deadLetter.place()
                        + " can't be sent again, it lacks its value: " + deadLetter.leftOut());
            }
            String topic = ResultKind.of(deadLetter.place().topic(), topics)
                    .sourceTopic(topics)
                    .orElseThrow();
            requireTopics(List.of(topic));
            ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(
                    topic,
                    null,
                    deadLetter.key().map(ByteString::toByteArray).orElse(null),
                    deadLetter.value().orElseThrow().toByteArray(),
                    DeadLetter.original(deadLetter.headers()));
            return publisher.send(again, deadLetter.eventId());
        });
    }

    private CompletableFuture<Result> ask(ImageRequest image, Answers answers, boolean withLabel) {
        requireTopics(List.of(topics.noisy()));
        if (!room.tryAcquire()) {
            throw new LimpidClientException("expected at most " + limits.maxInFlight()
                    + " images to wait for their answers, one more was asked for; wait for some, or raise maxInFlight");
        }
        PendingAnswer pending = new PendingAnswer(eventIdOf(image), withLabel);
        try {
            answers.expect(pending);
        } catch (RuntimeException failure) {
            room.release();
            throw failure;
        }
        CompletableFuture<Acknowledgement> stored = send(image, pending.eventId());
        CompletableFuture<Result> answer = pending.within(limits.answerTimeout(), () -> {
            room.release();
            answers.forget(pending);
        });
        stored.whenComplete((acknowledgement, failure) -> {
            if (failure == null) {
                answers.lies(pending, acknowledgement.place());
            } else {
                pending.fail(failure);
            }
        });
        return answer;
    }

    private CompletableFuture<Acknowledgement> send(ImageRequest image, String eventId) {
        requireTopics(List.of(topics.noisy()));
        return publisher.send(image.toRecord(topics.noisy(), eventId, source), eventId);
    }

    private static String eventIdOf(ImageRequest image) {
        return image.eventId().isEmpty() ? UUID.randomUUID().toString() : image.eventId();
    }

    private synchronized Answers denoisedAnswers() {
        if (denoisedAnswers == null) {
            denoisedAnswers = answers(EnumSet.of(ResultKind.DENOISED, ResultKind.DEAD_NOISY));
        }
        return denoisedAnswers;
    }

    private synchronized Answers labelledAnswers() {
        if (labelledAnswers == null) {
            labelledAnswers = answers(ResultKind.ofImages());
        }
        return labelledAnswers;
    }

    private Answers answers(Set<ResultKind> kinds) {
        requireOpen();
        List<String> names = topicsOf(kinds);
        requireTopics(names);
        return Answers.open(kafka, names, reading);
    }

    private List<String> topicsOf(Set<ResultKind> kinds) {
        return kinds.stream().map(kind -> kind.topic(topics)).sorted().toList();
    }

    /** Looks once for each; a client that wrote to a missing topic would wait for long, and say nothing. */
    private void requireTopics(Collection<String> names) {
        if (!present.containsAll(names)) {
            new TopicCheck(kafka, limits.connectTimeout()).require(names);
            present.addAll(names);
        }
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new LimpidClientException("the client is closed; open another one");
        }
    }

    private interface Attempt<T> {
        CompletionStage<T> run();
    }

    /** One way to fail for callers, whatever went wrong when. */
    private <T> CompletionStage<T> attempt(Attempt<T> attempt) {
        try {
            requireOpen();
            return attempt.run();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Waits some seconds for what is being sent; closes open results; images that still wait for answers fail. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        List.copyOf(open).forEach(Results::close);
        publisher.close();
        synchronized (this) {
            if (denoisedAnswers != null) {
                denoisedAnswers.close();
            }
            if (labelledAnswers != null) {
                labelledAnswers.close();
            }
        }
    }
}
