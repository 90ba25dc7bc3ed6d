package io.limpid.streaming.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * The properties under {@code limpid.kafka.}, handed to every Kafka client as they are: {@code bootstrap.servers},
 * {@code security.protocol}, {@code sasl.*}, {@code ssl.*}. From the environment {@code LIMPID_KAFKA_SASL_MECHANISM} reads as
 * {@code limpid.kafka.sasl.mechanism}.
 */
public final class KafkaProperties {
    private static final String PREFIX = "limpid.kafka.";
    private static final String ENVIRONMENT_PREFIX = "LIMPID_KAFKA_";

    private KafkaProperties() {}

    public static Map<String, Object> from(Config config) {
        Map<String, Object> properties = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                String key = name.substring(ENVIRONMENT_PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                config.getOptionalValue(name, String.class).ifPresent(value -> properties.putIfAbsent(key, value));
            } else if (name.startsWith(PREFIX)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> properties.put(name.substring(PREFIX.length()), value));
            }
        }
        return Map.copyOf(properties);
    }
}
