package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.streaming.loop.KafkaProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the models topic from its beginning, belonging to no group, so that every replica follows all of it. Of each key only
 * the latest publication counts; what can't be had yet is tried again, after pauses that grow to a minute.
 *
 * <p>Nothing serves before all that is published was tried once: routes depend on which models there are.
 */
public final class ModelFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private final Map<String, Object> kafka;
    private final String topic;
    private final ModelInstaller<?> installer;
    private final Thread thread = new Thread(this::run, "model-feed");
    private final CountDownLatch stop = new CountDownLatch(1);
    /** By key, in the order of arrival. */
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    private final KafkaProblem problems;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile String problem = "";
    /** Of what is published, how much was not tried yet. */
    private volatile int untried;
    /** Whether models serve, which they go on doing whatever is published later. */
    private volatile boolean serving;

    /**
     * What is to be applied.
     *
     * @param published empty stands for a deleted record
     * @param tries so far
     * @param dueNanos not before this time of {@link System#nanoTime}
     */
    private record Pending(Optional<ModelPublished> published, int tries, long dueNanos) {
        static Pending now(Optional<ModelPublished> published) {
            return new Pending(published, 0, System.nanoTime());
        }

        boolean isDue() {
            return System.nanoTime() - dueNanos >= 0;
        }

        Pending later() {
            return new Pending(
                    published,
                    tries + 1,
                    System.nanoTime() + pauseAfter(tries + 1).toNanos());
        }
    }

    public ModelFeed(Map<String, Object> kafka, String topic, ModelInstaller<?> installer) {
        this.kafka = new HashMap<>(kafka);
        // a group that is configured is the stream's
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.kafka.put(ConsumerConfig.CLIENT_ID_CONFIG, "model-feed");
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.topic = requireNonNull(topic, "topic");
        this.installer = requireNonNull(installer, "installer");
        this.problems = KafkaProblem.ofClient(this.kafka, Set.of(topic), "");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Twice as long each time, up to a minute: a model may stay away for days, and one that comes back is not kept waiting long. */
    static Duration pauseAfter(int tries) {
        int doublings = Math.min(tries, Integer.SIZE) - 1;
        Duration pause = RETRY.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause;
    }

    /** One line that says why the topic can't be followed; empty while it can. */
    public String problem() {
        return problem;
    }

    private void run() {
        try {
            while (stop.getCount() > 0) {
                follow();
                stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        ClusterIdReader cluster = new ClusterIdReader();
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), cluster)) {
            consumer = reader;
            List<TopicPartition> partitions = partitions(reader);
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (stop.getCount() > 0) {
                reader.poll(POLL).forEach(this::note);
                problem = "";
                boolean caughtUp =
                        ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue());
                if (caughtUp) {
                    applyPending(cluster);
                    if (!serving && countUntried() == 0 && installer.hasOpened() && isAtEnd(reader, partitions)) {
                        serving = installer.serve();
                    }
                }
            }
        } catch (WakeupException closing) {
            LOG.debug("woken to stop");
        } catch (RuntimeException failure) {
            // whatever it is: a service that no longer follows its models would not say so
            report(problems.explain(failure));
        }
    }

    /** Of records that came while models were being opened. */
    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> reader, List<TopicPartition> partitions) {
        return reader.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> reader.position(end.getKey()) >= end.getValue());
    }

    /** How many publications nothing serves before they were tried; 0 once something does. */
    public int awaited() {
        return serving ? 0 : untried;
    }

    private int countUntried() {
        untried = Math.toIntExact(
                pending.values().stream().filter(due -> due.tries() == 0).count());
        return untried;
    }

    private String address() {
        return String.valueOf(kafka.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    private void report(String now) {
        if (!now.equals(problem)) {
            LOG.warn("topic={} can't be followed, trying again: {}", topic, now);
        }
        problem = now;
    }

    /** @throws UnknownTopicOrPartitionException when there are none: a broker learns of a new topic a little later */
    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> reader) {
        List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("the broker does not know the topic " + topic + " yet");
        }
        return partitions;
    }

    private void note(ConsumerRecord<byte[], byte[]> published) {
        String name = published.key() == null ? "" : new String(published.key(), StandardCharsets.UTF_8);
        pending.remove(name);
        if (published.value() == null) {
            pending.put(name, Pending.now(Optional.empty()));
            return;
        }
        try {
            pending.put(name, Pending.now(Optional.of(ModelPublished.parseFrom(published.value()))));
        } catch (InvalidProtocolBufferException malformed) {
            LOG.warn(
                    "topic={} partition={} offset={} is not a ModelPublished message, passed over: {}",
                    topic,
                    published.partition(),
                    published.offset(),
                    malformed.getMessage());
        }
    }

    private void applyPending(ClusterIdReader cluster) {
        if (pending.isEmpty()) {
            return;
        }
        // a broker that tells no id is known by its address
        installer.follow(cluster.maybeId().orElse(address()), topic);
        Iterator<Map.Entry<String, Pending>> entries = pending.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Pending> entry = entries.next();
            Pending due = entry.getValue();
            countUntried();
            if (!due.isDue()) {
                continue;
            }
            if (apply(entry.getKey(), due.published())) {
                entries.remove();
            } else {
                entry.setValue(due.later());
            }
        }
    }

    private boolean apply(String name, Optional<ModelPublished> published) {
        try {
            if (published.isEmpty()) {
                installer.retire(ModelKey.parse(name));
                return true;
            }
            return installer.apply(ModelKey.parse(name), published.get());
        } catch (RuntimeException unexpected) {
            LOG.error("model={} could not be applied", name, unexpected);
            return true;
        }
    }

    @Override
    public void close() {
        stop.countDown();
        KafkaConsumer<byte[], byte[]> reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
