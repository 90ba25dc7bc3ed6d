package io.limpid.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How to reach a broker, and what its clients are told beside: for a producer that loses nothing and doubles nothing, and for a consumer
 * that belongs to no group and sees only what was committed.
 *
 * @param bootstrap {@code host:port}, several separated by commas
 * @param clientId what the broker's logs call these clients
 * @param more further properties for every client, as Kafka names them: TLS, SASL
 */
public record KafkaSettings(String bootstrap, String clientId, Map<String, String> more) {
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final int LEAST_BUFFER_BYTES = 32 << 20;
    /** A reader notices partitions that were added within this time. */
    private static final Duration METADATA_AGE = Duration.ofSeconds(30);

    /** What is promised rests on these. */
    private static final List<String> OURS = List.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    public KafkaSettings {
        requireNonNull(bootstrap, "bootstrap");
        requireNonNull(clientId, "clientId");
        more = Map.copyOf(more);
        for (String property : more.keySet()) {
            if (OURS.contains(property)) {
                throw new IllegalArgumentException("the Kafka property " + property
                        + " can't be set: what the client promises rests on its own value; leave it out");
            }
        }
    }

    /** Without TLS or SASL. */
    public static KafkaSettings plain(String bootstrap, String clientId) {
        return new KafkaSettings(bootstrap, clientId, Map.of());
    }

    /** @param maxRequestBytes of the largest record */
    public Map<String, Object> producer(int maxRequestBytes) {
        Map<String, Object> properties = client();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis() / 2);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY.toMillis());
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRequestBytes);
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER_BYTES, 2L * maxRequestBytes));
        return properties;
    }

    public Map<String, Object> consumer() {
        Map<String, Object> properties = client();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) METADATA_AGE.toMillis());
        return properties;
    }

    /** @param timeout of each call */
    public Map<String, Object> admin(Duration timeout) {
        Map<String, Object> properties = client();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        return properties;
    }

    private Map<String, Object> client() {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return properties;
    }

    /** Without the properties, among which passwords may be. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrap + ", client id " + clientId + "]";
    }
}
