package io.limpid.quickstart.stream;

import io.limpid.quickstart.console.CommandFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Looks whether a broker is there and has the topics, before clients that would try for minutes. */
public final class BrokerDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private BrokerDoor() {}

    /** @throws CommandFailure when no broker answers, or a topic is missing or can't be used */
    public static void check(String bootstrap, Collection<String> topics) {
        int timeout = (int) PATIENCE.toMillis();
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", bootstrap, "request.timeout.ms", timeout, "default.api.timeout.ms", timeout);
        try (Admin admin = Admin.create(properties)) {
            Set<String> present = get(admin.listTopics().names());
            for (String topic : topics) {
                requireTopic(bootstrap, topic, present);
            }
            awaitLeaders(admin, topics);
        } catch (KafkaException | ExecutionException | TimeoutException failure) {
            throw CommandFailure.failed(
                    "no Kafka broker answers at " + bootstrap,
                    "start one with ./limpid up, or name another with --bootstrap host:port",
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while looking for the broker at " + bootstrap, "");
        }
    }

    /**
     * Waits for topics that services create while they start.
     *
     * @throws CommandFailure when one is still missing after the patience, or no broker answers
     */
    public static void await(String bootstrap, Collection<String> topics, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                check(bootstrap, topics);
                return;
            } catch (CommandFailure missing) {
                if (System.nanoTime() > deadline) {
                    throw missing;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static void requireTopic(String bootstrap, String topic, Set<String> present) {
        if (!present.contains(topic)) {
            throw CommandFailure.failed(
                    "the broker at " + bootstrap + " has no topic " + topic + ", so no denoiser has run there",
                    "start the services with ./limpid up, or check --bootstrap and --prefix");
        }
    }

    /** Only a leader tells offsets. Without one, records would be kept back in silence until they expire. */
    private static void awaitLeaders(Admin admin, Collection<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (TopicDescription topic :
                get(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(partition ->
                            latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        get(admin.listOffsets(latest).all());
    }

    private static <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
