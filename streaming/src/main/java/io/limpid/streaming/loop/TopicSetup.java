package io.limpid.streaming.loop;

import io.limpid.contracts.stream.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that don't exist; those that do are left as they are.
 *
 * @param partitions of each image topic
 * @param replication of each topic; -1 for the broker's default
 */
public record TopicSetup(int partitions, short replication) {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final int MAX_RECORD_BYTES = 16 << 20;
    private static final long PAUSE_MILLIS = 10;
    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    /** A dead letter is its source and some headers. */
    private static final int MAX_DEAD_LETTER_BYTES = MAX_RECORD_BYTES + (1 << 20);
    /** As much as the trainer takes by HTTP. */
    private static final int MAX_REQUEST_BYTES = 1 << 20;

    public TopicSetup {
        if (partitions < 1) {
            throw new IllegalArgumentException("limpid.topics.partitions must be at least 1, got " + partitions);
        }
    }

    /**
     * @throws TimeoutException when the broker doesn't answer in time
     * @throws ExecutionException when it refuses, for lack of rights for instance
     */
    public void ensure(Admin admin, Topics topics, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> present = admin.listTopics().names().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        List<NewTopic> missing = wanted(topics).stream()
                .filter(topic -> !present.contains(topic.name()))
                .toList();
        for (NewTopic topic : missing) {
            create(admin, topic, timeout);
        }
        awaitLeaders(admin, missing, timeout);
    }

    /**
     * "Created" only means that the controller has noted it; a producer that writes before there is a leader may have its first
     * batches taken out of order. Only leaders tell offsets, and the client asks until there is one.
     */
    private static void awaitLeaders(Admin admin, List<NewTopic> created, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : created) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!ends.isEmpty() && !haveLeaders(admin, ends, timeout)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("new topics are not known to the broker after " + timeout);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** @return false while the broker has not heard of a topic yet, which the client takes for an answer */
    private static boolean haveLeaders(Admin admin, Map<TopicPartition, OffsetSpec> ends, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.listOffsets(ends).all().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failure;
        }
    }

    private static void create(Admin admin, NewTopic topic, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.createTopics(List.of(topic)).all().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("created topic={} partitions={}", topic.name(), topic.numPartitions());
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }

    private List<NewTopic> wanted(Topics topics) {
        List<NewTopic> wanted = new ArrayList<>();
        for (String name : topics.images()) {
            boolean dead = name.equals(topics.noisyDead()) || name.equals(topics.denoisedDead());
            wanted.add(topic(name, partitions, upTo(dead ? MAX_DEAD_LETTER_BYTES : MAX_RECORD_BYTES)));
        }
        wanted.add(topic(topics.models(), 1, COMPACTED));
        wanted.add(topic(topics.modelReports(), 1, COMPACTED));
        wanted.add(topic(topics.training(), 1, Map.of()));
        // one partition: trainings are run in the order they were asked for
        wanted.add(topic(topics.trainingRequests(), 1, upTo(MAX_REQUEST_BYTES)));
        wanted.add(topic(topics.trainingRequestsDead(), 1, upTo(2 * MAX_REQUEST_BYTES)));
        return wanted;
    }

    private static Map<String, String> upTo(int maxBytes) {
        return Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
    }

    private NewTopic topic(String name, int count, Map<String, String> config) {
        Optional<Short> factor = replication < 1 ? Optional.empty() : Optional.of(replication);
        return new NewTopic(name, Optional.of(count), factor).configs(config);
    }
}
