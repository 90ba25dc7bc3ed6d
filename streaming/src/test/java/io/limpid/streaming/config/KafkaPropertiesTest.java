package io.limpid.streaming.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaPropertiesTest {
    @Test
    void takesWhatIsUnderThePrefixAndNothingElse() {
        Map<String, Object> kafka = from(
                Map.of(
                        "limpid.kafka.bootstrap.servers", "one:9092",
                        "limpid.kafka.ssl.truststore.location", "/trust",
                        "limpid.topic-prefix", "x.",
                        "kafka.bootstrap.servers", "other:9092"),
                Map.of());

        assertThat(kafka)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("bootstrap.servers", "one:9092", "ssl.truststore.location", "/trust"));
    }

    @Test
    void takesTheEnvironmentBeforeThePropertiesAndWhatOnlyItNames() {
        Map<String, Object> kafka = from(
                Map.of("limpid.kafka.bootstrap.servers", "one:9092"),
                Map.of(
                        "LIMPID_KAFKA_BOOTSTRAP_SERVERS", "two:9092",
                        "LIMPID_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                        "LIMPID_TOPIC_PREFIX", "x."));

        assertThat(kafka)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("bootstrap.servers", "two:9092", "sasl.mechanism", "SCRAM-SHA-512"));
    }

    @Test
    void leavesOutWhatIsEmpty() {
        assertThat(from(Map.of("limpid.kafka.sasl.mechanism", ""), Map.of())).isEmpty();
    }

    private static Map<String, Object> from(Map<String, String> properties, Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(properties, "properties", 100),
                        new EnvConfigSource(environment, 300))
                .build();
        return KafkaProperties.from(config);
    }
}
