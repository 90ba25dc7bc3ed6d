package io.limpid.client;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Looks whether a broker is there and has the topics, before clients that would try for minutes. */
public final class TopicCheck {
    private final KafkaSettings kafka;
    private final Duration timeout;

    public TopicCheck(KafkaSettings kafka, Duration timeout) {
        this.kafka = kafka;
        this.timeout = timeout;
    }

    /**
     * Returns once all topics can be written to and read.
     *
     * @throws BrokerUnavailableException when no broker answers, or does not let this client in
     * @throws MissingTopicException when a topic is missing
     */
    public void require(Collection<String> topics) {
        try {
            Admin admin = Admin.create(kafka.admin(timeout));
            try {
                require(admin, topics);
            } finally {
                // without a limit it would wait for calls that a broker which takes connections never answers
                admin.close(Duration.ZERO);
            }
        } catch (KafkaException | ExecutionException | TimeoutException failure) {
            throw new BrokerUnavailableException(
                    "no Kafka broker answers at " + kafka.bootstrap() + " within " + timeout.toMillis() + " ms ("
                            + deepest(failure) + "); start one, check the address, or the security properties",
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LimpidClientException(
                    "interrupted while looking for the broker at " + kafka.bootstrap(), interrupted);
        }
    }

    private void require(Admin admin, Collection<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Set<String> present = get(admin.listTopics().names());
        for (String topic : topics) {
            if (!present.contains(topic)) {
                throw new MissingTopicException(kafka.bootstrap(), topic);
            }
        }
        awaitLeaders(admin, topics);
    }

    /** Only a leader tells offsets. Without one, records would be kept back in silence until they expire. */
    private void awaitLeaders(Admin admin, Collection<String> topics)
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

    private <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String deepest(Throwable failure) {
        Throwable current = failure;
        for (int depth = 0; depth < 10 && current.getCause() != null; depth++) {
            current = current.getCause();
        }
        return current.getMessage() == null ? current.getClass().getSimpleName() : current.getMessage();
    }
}
