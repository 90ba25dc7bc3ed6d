package io.limpid.streaming.loop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.contracts.stream.ServiceIdentity;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {
    @Test
    void saysWhichPropertyIsWrong() {
        assertThatThrownBy(() -> settings(" ", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limpid.instance is empty; give each replica a name of its own");
        assertThatThrownBy(() -> settings("one", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limpid.max-poll-records must be at least 1, got 0");
        assertThatThrownBy(() -> new TopicSetup(0, (short) 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limpid.topics.partitions must be at least 1, got 0");
    }

    private static StreamSettings settings(String instance, int maxPollRecords) {
        return new StreamSettings(
                new ServiceIdentity("copier", "1"),
                instance,
                new StreamRoute("a", "b", "c"),
                Delivery.EXACTLY_ONCE,
                maxPollRecords,
                Duration.ofMillis(2),
                Duration.ofSeconds(6),
                Map.of());
    }
}
