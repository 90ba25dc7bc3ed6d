package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in a topic what this replica does with the models, so that whoever published one learns what came of it. The latest word on
 * each model counts and is sent until the broker has it; comparisons are sent some seconds apart. Nothing here holds up the
 * stream: without the right to write the topic, a service serves in silence.
 */
public final class ModelReporter implements ModelEvents, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelReporter.class);
    private static final Duration BETWEEN_COMPARISONS = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final int BROKER_MILLIS = 10_000;

    private final Map<String, Object> kafka;
    private final String topic;
    private final ServiceIdentity service;
    private final String instance;
    private final Thread thread = new Thread(this::run, "model-reporter");

    /** By the model's key; guarded by this. */
    private final Map<ModelKey, ModelReport> latest = new HashMap<>();
    /** Not sent yet, by the model's key; guarded by this. */
    private final Map<ModelKey, ModelReport> unsent = new LinkedHashMap<>();

    /** Whether the broker refused the last report, which is said once; used by the thread alone. */
    private boolean troubled;

    private boolean urgent;
    private boolean closed;

    /** @param instance the replica's name */
    public ModelReporter(Map<String, Object> kafka, String topic, ServiceIdentity service, String instance) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ProducerConfig.CLIENT_ID_CONFIG, "model-reporter");
        this.kafka.put(ProducerConfig.ACKS_CONFIG, "all");
        this.kafka.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BROKER_MILLIS);
        this.kafka.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BROKER_MILLIS / 2);
        this.kafka.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, BROKER_MILLIS);
        this.kafka.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.topic = requireNonNull(topic, "topic");
        this.service = requireNonNull(service, "service");
        this.instance = requireNonNull(instance, "instance");
        thread.setDaemon(true);
    }

    /** To be called when the broker is there; until then reports are kept. */
    public void start() {
        thread.start();
    }

    @Override
    public void live(ModelPublished published) {
        report(ModelKey.of(published), about(published, ModelState.RUNNING), true);
    }

    @Override
    public void kept(ModelPublished published) {
        live(published);
    }

    @Override
    public void retired(String name) {
        gone(ModelKey.live(name));
    }

    @Override
    public void tried(ModelPublished candidate) {
        report(ModelKey.of(candidate), about(candidate, ModelState.RUNNING), true);
    }

    @Override
    public void withdrawn(ModelPublished candidate) {
        gone(ModelKey.of(candidate));
    }

    private synchronized void gone(ModelKey key) {
        ModelReport before = latest.get(key);
        if (before != null) {
            report(key, before.toBuilder().setStage(Stage.RETIRED).setState(ModelState.GONE), true);
        }
    }

    @Override
    public void refused(ModelPublished published, String reason) {
        report(ModelKey.of(published), about(published, ModelState.REFUSED).setReason(reason), true);
    }

    @Override
    public void delayed(ModelPublished published, String reason) {
        report(ModelKey.of(published), about(published, ModelState.DELAYED).setReason(reason), true);
    }

    @Override
    public synchronized void compared(ModelPublished candidate, ModelComparison soFar) {
        ModelReport before = latest.get(ModelKey.of(candidate));
        if (before == null
                || before.getState() != ModelState.RUNNING
                || !before.getRef().equals(candidate.getRef())) {
            // its last batch, after it was withdrawn
            return;
        }
        report(ModelKey.of(candidate), about(candidate, ModelState.RUNNING).setComparison(soFar), false);
    }

    private ModelReport.Builder about(ModelPublished published, ModelState state) {
        return ModelReport.newBuilder()
                .setService(service.name())
                .setServiceVersion(service.version())
                .setInstance(instance)
                .setRef(published.getRef())
                .setStage(published.getStage())
                .setState(state);
    }

    private synchronized void report(ModelKey key, ModelReport.Builder report, boolean atOnce) {
        ModelReport said = report.setAt(System.currentTimeMillis()).build();
        latest.put(key, said);
        unsent.put(key, said);
        urgent |= atOnce;
        notifyAll();
    }

    private void run() {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            Map<ModelKey, ModelReport> due = awaitDue();
            while (!due.isEmpty()) {
                send(producer, due);
                due = awaitDue();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (KafkaException failure) {
            LOG.warn("topic={} gets no reports of this service: {}", topic, failure.toString());
        }
    }

    /** What there is to say, when it is time to say it; nothing at the end. */
    private synchronized Map<ModelKey, ModelReport> awaitDue() throws InterruptedException {
        while (unsent.isEmpty() && !closed) {
            wait();
        }
        long until = System.nanoTime() + BETWEEN_COMPARISONS.toNanos();
        while (!urgent && !closed && System.nanoTime() < until) {
            wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
        Map<ModelKey, ModelReport> due = new LinkedHashMap<>(unsent);
        unsent.clear();
        urgent = false;
        return due;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, Map<ModelKey, ModelReport> due)
            throws InterruptedException {
        for (Map.Entry<ModelKey, ModelReport> report : due.entrySet()) {
            String key = service.name() + "/" + instance + "/" + report.getKey();
            try {
                producer.send(new ProducerRecord<>(
                                topic,
                                key.getBytes(StandardCharsets.UTF_8),
                                report.getValue().toByteArray()))
                        .get();
                troubled = false;
            } catch (ExecutionException | KafkaException failure) {
                if (!troubled) {
                    LOG.warn("topic={} did not take a report, trying again and again: {}", topic, failure.toString());
                }
                troubled = true;
                keep(due);
                return;
            }
        }
    }

    /** For another time, where nothing newer was said in between. */
    private synchronized void keep(Map<ModelKey, ModelReport> due) throws InterruptedException {
        due.forEach(unsent::putIfAbsent);
        long until = System.nanoTime() + RETRY.toNanos();
        while (!closed && System.nanoTime() < until) {
            wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
        if (closed) {
            unsent.clear();
        }
    }

    /** What is to be said still is said, if the broker takes it at once. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(BROKER_MILLIS / 2);
            thread.interrupt();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
