package io.limpid.quickstart.source;

import io.limpid.client.KafkaSettings;
import io.limpid.contracts.stream.HeaderNames;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.sources.SendJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Looks in the topic whether images arrived that were being sent when a process died. Their records carry the time they were
 * sent at, so only what was written since then is read.
 */
public final class ArrivalCheck {
    /** Clocks may differ a little, and the journal's line is written before the record. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ArrivalCheck() {}

    /**
     * The id of a broker's cluster, which is another one after all its data were wiped.
     *
     * @throws CommandFailure when no broker answers
     */
    public static String cluster(KafkaSettings kafka) {
        try (Admin admin = Admin.create(kafka.admin(PATIENCE))) {
            return admin.describeCluster().clusterId().get();
        } catch (ExecutionException failure) {
            throw CommandFailure.failed(
                    "the broker at " + kafka.bootstrap() + " does not tell its cluster: " + failure.getMessage(),
                    "check that it runs, and this client's rights",
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while asking the broker at " + kafka.bootstrap(), "");
        }
    }

    /** Settles what the journal does not know. */
    public static void settle(SendJournal journal, KafkaSettings kafka, String topic) {
        if (journal.maybeUnsettledSince().isPresent()) {
            Instant since = journal.maybeUnsettledSince().get().minus(CLOCKS);
            journal.settle(arrived(journal.unsettled(), kafka, topic, since));
        }
    }

    private static Set<String> arrived(Set<String> ids, KafkaSettings kafka, String topic, Instant since) {
        Set<String> found = new HashSet<>();
        Map<String, Object> properties = kafka.consumer();
        // somebody else's open transaction is not to hide what arrived behind it
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = assign(consumer, topic, since);
            while (found.size() < ids.size() && !isAt(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> image : consumer.poll(Duration.ofMillis(200))) {
                    HeaderNames.text(image.headers(), HeaderNames.CLOUD_EVENT_ID)
                            .filter(ids::contains)
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static Map<TopicPartition, Long> assign(KafkaConsumer<?, ?> consumer, String topic, Instant since) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.get(partition) : start.offset());
        }
        return ends;
    }

    private static boolean isAt(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
