package io.limpid.studio.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks how far consumer groups are behind. Not thread-safe. */
public final class LagWatch implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1_500;

    private final Map<String, Object> properties;
    private @Nullable Admin admin;

    public LagWatch(Map<String, Object> kafka) {
        this.properties = new HashMap<>(kafka);
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "studio-lag");
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE_MILLIS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE_MILLIS);
    }

    /**
     * Committed offsets between where a group stands and where its topic ends: records, and the markers of transactions among them.
     *
     * @return empty where the broker doesn't answer, or the group has committed nothing yet
     */
    public Optional<Long> lag(String group, String topic) {
        try {
            Map<TopicPartition, OffsetAndMetadata> stands =
                    get(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            stands.forEach((partition, offset) -> {
                if (offset != null && partition.topic().equals(topic)) {
                    asked.put(partition, OffsetSpec.latest());
                }
            });
            if (asked.isEmpty()) {
                return Optional.empty();
            }
            long behind = 0;
            for (var end : get(admin().listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                            .all())
                    .entrySet()) {
                behind += Math.max(
                        0, end.getValue().offset() - stands.get(end.getKey()).offset());
            }
            return Optional.of(behind);
        } catch (ExecutionException | TimeoutException | KafkaException silent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Admin admin() {
        if (admin == null) {
            admin = Admin.create(properties);
        }
        return admin;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
