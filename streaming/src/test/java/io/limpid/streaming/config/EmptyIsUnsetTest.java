package io.limpid.streaming.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.streaming.loop.Delivery;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmptyIsUnsetTest {
    /** Of the kinds that the services' own settings have; Duration is Quarkus' to read. */
    @ConfigMapping(prefix = "limpid")
    interface Settings {
        @WithDefault("0.5")
        double perSecond();

        @WithDefault("64")
        int maxBatch();

        @WithDefault("268435456")
        long maxModelBytes();

        @WithDefault("true")
        boolean smokeRun();

        @WithDefault("exactly-once")
        Delivery delivery();

        @WithDefault("${LIMPID_NOWHERE:local}")
        String instance();

        Optional<String> topicPrefix();

        Topics topics();

        interface Topics {
            @WithDefault("-1")
            short replication();
        }
    }

    private static Settings with(Map<String, String> variables) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredCustomizers()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(variables, 300))
                .withMapping(Settings.class)
                .build()
                .getConfigMapping(Settings.class);
    }

    @Test
    void whatIsEmptyHasItsDefault() {
        Settings settings = with(Map.of(
                "LIMPID_PER_SECOND", "",
                "LIMPID_MAX_BATCH", " ",
                "LIMPID_MAX_MODEL_BYTES", "",
                "LIMPID_SMOKE_RUN", "",
                "LIMPID_DELIVERY", "",
                "LIMPID_INSTANCE", "",
                "LIMPID_TOPICS_REPLICATION", "",
                "LIMPID_TOPIC_PREFIX", ""));

        assertThat(settings.perSecond()).isEqualTo(0.5);
        assertThat(settings.maxBatch()).isEqualTo(64);
        assertThat(settings.maxModelBytes()).isEqualTo(268_435_456);
        assertThat(settings.smokeRun()).isTrue();
        assertThat(settings.delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(settings.instance()).as("an expression, expanded").isEqualTo("local");
        assertThat(settings.topics().replication()).isEqualTo((short) -1);
        assertThat(settings.topicPrefix()).isEmpty();
    }

    @Test
    void whatIsSetCounts() {
        assertThat(with(Map.of("LIMPID_MAX_BATCH", "7")).maxBatch()).isEqualTo(7);
        assertThatThrownBy(() -> with(Map.of("LIMPID_MAX_BATCH", "x"))).hasMessageContaining("limpid.max-batch");
    }
}
