package io.limpid.studio.stream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics as they grow, what is committed of them, on a thread of its own. Belongs to no consumer group: nothing is
 * committed, and nobody else's share is taken.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** How often new topics and partitions are looked for. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Where reading begins. */
    public enum From {
        BEGINNING,
        END
    }

    /** Gets records on the follower's thread, one after another. */
    public interface Sink {
        /** All is read again from where reading begins. */
        default void restarted() {}

        void accept(ConsumerRecord<byte[], byte[]> found);
    }

    private final Readers readers;
    private final List<String> topics;
    private final From from;
    private final Sink sink;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean wanted;
    private volatile boolean reading;

    /**
     * @param name of the thread
     * @param kafka client properties
     */
    public TopicFollower(String name, Map<String, Object> kafka, List<String> topics, From from, Sink sink) {
        this.readers = new Readers(name, kafka);
        this.topics = List.copyOf(topics);
        this.from = requireNonNull(from, "from");
        this.sink = requireNonNull(sink, "sink");
        this.wanted = from == From.BEGINNING;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /**
     * Whether anybody looks. While nobody does nothing is fetched; then a follower from the end goes on at the end as it then is, one
     * from the beginning where it was.
     */
    public void want(boolean now) {
        wanted = now;
    }

    /** Whether a record that is written from now on will be seen; of one from the beginning, whether it has come to the end. */
    public boolean isReading() {
        return reading;
    }

    private void run() {
        try {
            do {
                follow();
            } while (!stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (Consumer<byte[], byte[]> consumer = readers.open()) {
            sink.restarted();
            long nextLook = System.nanoTime();
            while (stop.getCount() > 0) {
                if (System.nanoTime() - nextLook >= 0) {
                    look(consumer);
                    nextLook = System.nanoTime()
                            + LOOK_NANOS / (consumer.assignment().isEmpty() ? 10 : 1);
                }
                heed(consumer);
                if (consumer.assignment().isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
                } else {
                    consumer.poll(POLL).forEach(sink::accept);
                    reading |= from == From.BEGINNING && isAtEnd(consumer);
                }
            }
        } catch (InterruptException | WakeupException closing) {
            LOG.debug("{} ends", thread.getName());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (KafkaException failure) {
            // the broker watch says what is wrong with the broker
            LOG.debug("{} begins again", thread.getName(), failure);
        } finally {
            reading = false;
        }
    }

    private static boolean isAtEnd(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream()
                .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
    }

    /** A broker that does not answer is waited for with what is known. */
    private void look(Consumer<byte[], byte[]> consumer) {
        try {
            assign(consumer);
        } catch (TimeoutException away) {
            if (consumer.assignment().isEmpty()) {
                throw away;
            }
        }
    }

    /** Adds what is new; a partition that appears later is read from its beginning, since all of it is new. */
    private void assign(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> known = consumer.assignment();
        Set<TopicPartition> found = new HashSet<>(known);
        for (String topic : topics) {
            consumer.partitionsFor(topic).forEach(info -> found.add(new TopicPartition(topic, info.partition())));
        }
        if (found.size() == known.size()) {
            return;
        }
        Set<TopicPartition> added = new HashSet<>(found);
        added.removeAll(known);
        consumer.assign(found);
        if (from == From.BEGINNING || !known.isEmpty()) {
            consumer.seekToBeginning(added);
        } else {
            consumer.seekToEnd(added);
            consumer.pause(added);
        }
    }

    private void heed(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> all = consumer.assignment();
        if (all.isEmpty()) {
            return;
        }
        if (!wanted) {
            reading = false;
            consumer.pause(all);
        } else if (!reading && from == From.END) {
            consumer.seekToEnd(all);
            // the end is looked up now and not at the next poll, when it may be further
            all.forEach(consumer::position);
            consumer.resume(all);
            reading = true;
        } else if (from == From.BEGINNING) {
            consumer.resume(consumer.paused());
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
