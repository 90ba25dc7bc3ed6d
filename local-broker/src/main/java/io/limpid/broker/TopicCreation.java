package io.limpid.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates topics that can be written to when it returns. Kafka itself says "created" when the controller has noted it, some
 * milliseconds before the broker leads the partitions; a producer that is faster is sent away, and when two of its batches are
 * under way at that moment, the second may be taken before the first, which is then refused as out of sequence until it expires.
 */
public final class TopicCreation implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private final Admin admin;

    public TopicCreation(String bootstrap) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    /**
     * Those that exist stay as they are.
     *
     * @param partitions of each
     * @throws BrokerException when the broker refuses, or does not answer for 30 seconds
     */
    public void create(int partitions, List<String> names) {
        create(
                names,
                names.stream()
                        .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
                        .toList());
    }

    /** Topics of one partition that keep the last value of each key. */
    public void createCompacted(List<String> names) {
        create(
                names,
                names.stream()
                        .map(name -> new NewTopic(name, Optional.of(1), Optional.empty())
                                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)))
                        .toList());
    }

    private void create(List<String> names, List<NewTopic> topics) {
        admin.createTopics(topics).values().forEach(TopicCreation::awaitCreated);
        awaitLeaders(names);
    }

    private static void awaitCreated(String topic, KafkaFuture<Void> created) {
        try {
            await(created, "topic " + topic + " can't be created");
        } catch (BrokerException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }

    /** Only a leader tells offsets; the client asks again until there is one. */
    private void awaitLeaders(List<String> names) {
        Map<TopicPartition, OffsetSpec> latest = describe(names).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        await(admin.listOffsets(latest).all(), "topics " + names + " do not come up");
    }

    /** What the controller has noted reaches the broker a moment later; until then it knows no such topic. */
    private Map<String, TopicDescription> describe(List<String> names) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                return await(admin.describeTopics(names).allTopicNames(), "topics " + names + " do not come up");
            } catch (BrokerException failure) {
                boolean isEarly = failure.getCause() instanceof UnknownTopicOrPartitionException;
                if (!isEarly || System.nanoTime() > deadline) {
                    throw failure;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static <T> T await(KafkaFuture<T> answer, String problem) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw new BrokerException(problem + ": " + failure.getCause().getMessage(), failure.getCause());
        } catch (TimeoutException late) {
            throw new BrokerException(problem + " within " + TIMEOUT.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BrokerException(problem + ": interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
