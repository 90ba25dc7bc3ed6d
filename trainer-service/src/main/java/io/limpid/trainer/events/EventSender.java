package io.limpid.trainer.events;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.ContentType;
import io.limpid.contracts.serde.ProtobufSerializer;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.contracts.v1.TrainingEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends trainings' events to their topic, in the order in which they are handed over, by a thread of its own: a broker that is away
 * holds up no training. Thread-safe.
 *
 * <p>While the service lives, each event is tried until the broker has it, so that it is in the topic at least once; it may be there
 * twice where the broker's answer was lost. Lost are the oldest of more than {@value #MOST_WAITING} events that wait, what still waits
 * some seconds after the service began to end, or when it is killed, and what the topic never takes because it is too large. All but
 * what a killed service takes with it is counted and logged.
 */
public final class EventSender implements AutoCloseable {
    /** Weeks of epochs, and some megabytes. */
    static final int MOST_WAITING = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_EVENTS = Duration.ofSeconds(5);

    private final Supplier<Producer<String, TrainingEvent>> producers;
    private final String topic;
    private final Counter sent;
    private final Counter lost;
    private final Thread thread = new Thread(this::run, "training-events");
    private final CountDownLatch end = new CountDownLatch(1);
    private final Deque<TrainingEvent> waiting = new ArrayDeque<>();
    private @Nullable TrainingEvent inFlight;
    private boolean closing;
    /** Only the thread's own. */
    private @Nullable Producer<String, TrainingEvent> producer;
    /** Only the thread's own: what is said once is not said again before it works. */
    private boolean failing;

    /** @param producers gives a new one after a failure; closed with this */
    public EventSender(Supplier<Producer<String, TrainingEvent>> producers, String topic, MeterRegistry registry) {
        this.producers = requireNonNull(producers, "producers");
        this.topic = requireNonNull(topic, "topic");
        this.sent = counter(registry, "sent");
        this.lost = counter(registry, "lost");
        Gauge.builder("limpid.training.events.waiting", this, EventSender::waiting)
                .description("Training events that the broker does not have yet")
                .register(registry);
        thread.setDaemon(true);
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("limpid.training.events")
                .description("Training events by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** Creates producers for a sender. Making one fails while the broker's name is not known. */
    public static Supplier<Producer<String, TrainingEvent>> producers(Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "training-events");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        return () -> new KafkaProducer<>(properties, new StringSerializer(), new ProtobufSerializer<>());
    }

    /** Begins to send; what was handed over before waits for it. */
    public void start() {
        thread.start();
    }

    /** Hands an event over. Returns at once. */
    public synchronized void offer(TrainingEvent event) {
        if (waiting.size() == MOST_WAITING) {
            waiting.removeFirst();
            if (lost.count() == 0) {
                LOG.warn("topic={} {} training events wait, as many as may: the oldest are lost", topic, MOST_WAITING);
            }
            lost.increment();
        }
        waiting.add(event);
        notifyAll();
    }

    private synchronized int waiting() {
        return waiting.size() + (inFlight == null ? 0 : 1);
    }

    private void run() {
        try {
            for (TrainingEvent next = take(); next != null; next = take()) {
                while (!deliver(next)) {
                    if (end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
                done();
            }
        } catch (InterruptedException ending) {
            LOG.debug("interrupted to end");
        } finally {
            closeProducer();
        }
    }

    private synchronized @Nullable TrainingEvent take() throws InterruptedException {
        while (waiting.isEmpty() && !closing) {
            wait();
        }
        inFlight = waiting.poll();
        return inFlight;
    }

    private synchronized void done() {
        inFlight = null;
    }

    /** @return false where it is to be tried again */
    private boolean deliver(TrainingEvent event) throws InterruptedException {
        try {
            producer().send(message(event)).get();
            sent.increment();
            works();
            return true;
        } catch (ExecutionException failure) {
            return isHopeless(event, failure.getCause());
        } catch (KafkaException failure) {
            return isHopeless(event, failure);
        }
    }

    private Producer<String, TrainingEvent> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    private ProducerRecord<String, TrainingEvent> message(TrainingEvent event) {
        ProducerRecord<String, TrainingEvent> message =
                new ProducerRecord<>(topic, null, event.getAt(), EventMessages.key(event), event);
        HeaderNames.set(message.headers(), HeaderNames.CONTENT_TYPE, ContentType.PROTOBUF);
        return message;
    }

    private boolean isHopeless(TrainingEvent event, Throwable failure) {
        if (failure instanceof RecordTooLargeException || failure instanceof SerializationException) {
            lost.increment();
            LOG.warn(
                    "topic={} does not take an event of training={}: {}",
                    topic,
                    event.getTrainingId(),
                    failure.toString());
            return true;
        }
        if (!failing) {
            LOG.warn(
                    "topic={} does not take training events, which are kept and tried again: {}",
                    topic,
                    failure.toString());
        }
        failing = true;
        // what state the old one is in can't be seen
        closeProducer();
        return false;
    }

    private void works() {
        if (failing) {
            LOG.info("topic={} takes training events again", topic);
        }
        failing = false;
    }

    private void closeProducer() {
        Producer<String, TrainingEvent> old = producer;
        producer = null;
        // a thread that is interrupted to end could not wait for the producer's
        Thread.interrupted();
        if (old != null) {
            old.close(Duration.ZERO);
        }
    }

    /** Sends what still waits, for some seconds at most; the rest is lost. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join(LAST_EVENTS.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        end.countDown();
        thread.interrupt();
        int left = waiting();
        if (left > 0) {
            lost.increment(left);
            LOG.warn(
                    "topic={} {} training events are lost: the service ends and the broker did not take them",
                    topic,
                    left);
        }
    }
}
