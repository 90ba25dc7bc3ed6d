package io.limpid.quickstart.training;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.client.TopicReader;
import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.stream.Topics;
import io.limpid.contracts.v1.TrainingEvent;
import io.limpid.contracts.v1.TrainingRequested;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.stream.BrokerDoor;
import io.limpid.quickstart.stream.RecordSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Asks the stream's trainer for a training by a record, and shows what it tells. The training goes on without whoever asked. */
public final class RequestedTraining {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StreamAddress stream;
    private final Topics topics;
    private final Console console;
    /** The record's key: events name it, and a dead letter keeps it. */
    private final String id = "limpid-" + UUID.randomUUID();

    private String training = "";

    public RequestedTraining(StreamAddress stream, Console console) {
        this.stream = requireNonNull(stream, "stream");
        this.topics = stream.topics();
        this.console = requireNonNull(console, "console");
    }

    /** @param event finished or stopped */
    public record Ended(String run, TrainingEvent event) {}

    /**
     * Asks, and waits for the end.
     *
     * @param name for people
     * @throws CommandFailure when the request is refused, or the training fails
     */
    public Ended run(TrainingRequested request, String name) {
        List<String> told = List.of(topics.training(), topics.trainingRequestsDead());
        BrokerDoor.check(stream, told);
        BrokerDoor.check(stream, List.of(topics.trainingRequests()));
        try (TopicReader reader = TopicReader.open(stream.settings("limpid-train"), told, false);
                TrainingDisplay display =
                        new TrainingDisplay(console, name, !request.getResume().isEmpty())) {
            send(request);
            console.detail("asked for by request " + id + "; it goes on when this command is interrupted");
            return follow(reader, display, name);
        }
    }

    private void send(TrainingRequested request) {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                topics.trainingRequests(), id.getBytes(StandardCharsets.UTF_8), request.toByteArray());
        HeaderNames.set(message.headers(), HeaderNames.CONTENT_TYPE, ContentType.PROTOBUF);
        try (RecordSender sender = new RecordSender(stream)) {
            sender.send(message);
            sender.flush();
        }
    }

    private Ended follow(TopicReader reader, TrainingDisplay display, String name) {
        long asked = System.nanoTime();
        boolean wondered = false;
        while (true) {
            for (ConsumerRecord<byte[], byte[]> message : reader.poll(POLL)) {
                Optional<TrainingEvent> event = maybeOurs(message);
                if (event.isPresent() && isEnd(event.get(), display, name)) {
                    return new Ended(event.get().getRunId(), event.get());
                }
            }
            if (training.isEmpty() && !wondered && System.nanoTime() - asked > PATIENCE.toNanos()) {
                console.detail("no trainer has taken it yet: is one up, with room in its queue? " + stream.upCommand()
                        + " starts one");
                wondered = true;
            }
        }
    }

    /** @throws CommandFailure when it is our request, refused */
    private Optional<TrainingEvent> maybeOurs(ConsumerRecord<byte[], byte[]> message) {
        if (message.topic().equals(topics.trainingRequestsDead())) {
            if (Arrays.equals(message.key(), id.getBytes(StandardCharsets.UTF_8))) {
                throw CommandFailure.badInput(
                        HeaderNames.text(message.headers(), HeaderNames.DEAD_LETTER_MESSAGE)
                                .orElse("the trainer refused the request"),
                        "the request lies in " + message.topic());
            }
            return Optional.empty();
        }
        try {
            return Optional.of(TrainingEvent.parseFrom(message.value()))
                    .filter(event -> event.getRequestId().equals(id));
        } catch (InvalidProtocolBufferException foreign) {
            return Optional.empty();
        }
    }

    private boolean isEnd(TrainingEvent event, TrainingDisplay display, String name) {
        training = event.getTrainingId();
        switch (event.getEventCase()) {
            case QUEUED -> console.detail(name + ": waits for its turn as training " + training);
            case STARTED ->
                console.detail(name + ": run " + event.getRunId() + ", "
                        + Numbers.count(event.getStarted().getEpochs(), "epoch") + " of "
                        + Numbers.count(event.getStarted().getTrainingImages(), "image"));
            case EPOCH ->
                display.show(new TrainerEvent.Epoch(
                        event.getEpoch().getEpoch(),
                        event.getEpoch().getTrainLoss(),
                        event.getEpoch().getValidationLoss()));
            case FINISHED, STOPPED -> {
                return true;
            }
            case FAILED -> throw failed(name, event.getFailed().getReason());
            case INTERRUPTED -> throw failed(name, event.getInterrupted().getReason());
            default -> {
                // told by a newer trainer
            }
        }
        return false;
    }

    private CommandFailure failed(String name, String reason) {
        return CommandFailure.failed(
                "training " + name + " failed: " + reason, "GET /trainings/" + training + " at the trainer tells more");
    }
}
