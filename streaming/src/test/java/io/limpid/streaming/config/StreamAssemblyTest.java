package io.limpid.streaming.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.inference.Provider;
import io.limpid.inference.SessionSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamAssemblyTest {
    @ConfigMapping(prefix = "limpid")
    interface Settings extends StreamConfig {}

    private static StreamAssembly with(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 300), new SysPropConfigSource())
                // Quarkus' own, which is not here
                .withConverter(Duration.class, 200, text -> Duration.parse("PT" + text.replace("2ms", "0.002s")))
                .withMapping(Settings.class)
                .build();
        return new StreamAssembly("limpid-test", "1", config.getConfigMapping(Settings.class), config);
    }

    @Test
    void onAGpuASessionHasOneThreadAndTakesMoreAtOnce() {
        SessionSettings cpu = with(Map.of("limpid.provider", "cpu")).sessionSettings();
        SessionSettings gpu = with(Map.of("limpid.provider", "cuda")).sessionSettings();

        assertThat(cpu.provider()).isEqualTo(Provider.CPU);
        assertThat(cpu.threads()).isEqualTo(Math.min(4, Runtime.getRuntime().availableProcessors()));
        assertThat(cpu.maxBatch()).isEqualTo(64);
        assertThat(gpu).isEqualTo(new SessionSettings(Provider.CUDA, 1, 512));
    }

    @Test
    void whatIsAskedForCounts() {
        SessionSettings asked = with(Map.of(
                        "limpid.provider", "cuda",
                        "limpid.inference-threads", "2",
                        "limpid.max-batch", "7",
                        "limpid.tile-side", "96"))
                .sessionSettings();

        assertThat(asked).isEqualTo(new SessionSettings(Provider.CUDA, 2, 7, 96));
    }
}
