package io.limpid.trainer.service;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.DeadLetter;
import io.limpid.streaming.loop.BatchHandler;
import io.limpid.streaming.loop.BatchOutput;
import io.limpid.trainer.supervise.Submission;
import io.limpid.trainer.supervise.Supervisor;
import io.limpid.trainer.supervise.Training;
import io.limpid.trainer.supervise.TrainingOrder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the trainings that records ask for wait for their turn. It returns once a training is noted, so that offsets committed after
 * it lose none; a record that is delivered again finds its training by the request id and begins no other.
 */
final class RequestHandler implements BatchHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final RequestReader reader;
    private final OrderDesk desk;
    private final Supervisor supervisor;
    private final Counter accepted;
    private final Counter known;
    private volatile String cantNote = "";
    private volatile long cantNoteSinceNanos;

    RequestHandler(RequestReader reader, OrderDesk desk, Supervisor supervisor, MeterRegistry registry) {
        this.reader = requireNonNull(reader, "reader");
        this.desk = requireNonNull(desk, "desk");
        this.supervisor = requireNonNull(supervisor, "supervisor");
        this.accepted = counter(registry, "accepted");
        this.known = counter(registry, "known");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("limpid.training.requests")
                .description("Training requests taken from their topic: accepted, or known from an earlier delivery")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** Whether a request can be taken now; one that can't stays in its topic. */
    boolean isReady() {
        return waitsFor().isEmpty();
    }

    /** One line that says why no request can be taken now; empty when one can. */
    String waitsFor() {
        if (!cantNote.isEmpty() && System.nanoTime() - cantNoteSinceNanos < LOOK_AGAIN.toNanos()) {
            return cantNote;
        }
        return supervisor.hasRoom() ? "" : "as many trainings wait as may; further requests stay in their topic";
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> batch, BatchOutput output) {
        for (ConsumerRecord<byte[], byte[]> request : batch) {
            maybeOrder(request, output).ifPresent(this::accept);
        }
    }

    /** @return empty for what is known already, and for what is buried */
    private Optional<TrainingOrder> maybeOrder(ConsumerRecord<byte[], byte[]> request, BatchOutput output) {
        try {
            RequestReader.Asked asked = reader.read(request);
            String id = RequestId.of(request, asked.id());
            // before it is checked: a run that it once took up can't be taken up now
            Optional<Training> training = supervisor.ofRequest(id);
            if (training.isPresent()) {
                isKnown(id, training.get());
                return Optional.empty();
            }
            return Optional.of(desk.order(asked.request(), id, "Kafka " + RequestId.coordinates(request)));
        } catch (UnreadableRequest unreadable) {
            bury(request, DeadLetter.of(unreadable.problem(), unreadable), output);
        } catch (WrongOrder wrong) {
            bury(request, DeadLetter.of(RequestProblem.WRONG_REQUEST, wrong), output);
        } catch (RuntimeException unexpected) {
            bury(request, DeadLetter.of(RequestProblem.INTERNAL_ERROR, unexpected), output);
        }
        return Optional.empty();
    }

    private static void bury(ConsumerRecord<byte[], byte[]> request, DeadLetter deadLetter, BatchOutput output) {
        output.bury(request, deadLetter);
        LOG.warn(
                "topic={} partition={} offset={} asks for nothing that can be trained: {}",
                request.topic(),
                request.partition(),
                request.offset(),
                deadLetter.message());
    }

    private void isKnown(String id, Training training) {
        known.increment();
        LOG.info(
                "request={} is known: it asked for training={}",
                id,
                training.snapshot().id());
    }

    /** @throws RuntimeException when the record is to be delivered again */
    private void accept(TrainingOrder order) {
        Submission submission = submit(order);
        if (submission instanceof Submission.Accepted now) {
            accepted.increment();
            LOG.info(
                    "request={} is training={}",
                    order.requestId(),
                    now.training().snapshot().id());
        } else if (submission instanceof Submission.Known before) {
            isKnown(order.requestId(), before.training());
        } else {
            throw new IllegalStateException("the service is ending; the request stays in its topic");
        }
    }

    /** There was room when the record was polled; should HTTP have taken it meanwhile, one more waits than may. */
    private Submission submit(TrainingOrder order) {
        try {
            return supervisor.accept(order);
        } catch (UncheckedIOException full) {
            cantNoteSinceNanos = System.nanoTime();
            cantNote = full.getMessage() + "; requests stay in their topic";
            throw full;
        }
    }
}
