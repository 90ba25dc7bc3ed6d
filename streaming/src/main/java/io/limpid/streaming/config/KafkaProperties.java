package io.limpid.streaming.config;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * The properties under {@code limpid.kafka.}, handed to every Kafka client as they are: {@code bootstrap.servers},
 * {@code security.protocol}, {@code sasl.*}, {@code ssl.*}. From the environment {@code LIMPID_KAFKA_SASL_MECHANISM} reads as
 * {@code limpid.kafka.sasl.mechanism}: the environment's source lists it under both names.
 */
public final class KafkaProperties {
    private static final String PREFIX = "limpid.kafka.";

    private KafkaProperties() {}

    public static Map<String, Object> from(Config config) {
        Map<String, Object> properties = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> properties.put(name.substring(PREFIX.length()), value));
            }
        }
        return Map.copyOf(properties);
    }
}
