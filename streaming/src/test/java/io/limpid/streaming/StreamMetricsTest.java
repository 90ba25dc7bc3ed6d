package io.limpid.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.streaming.loop.BatchTally;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMetrics metrics = new StreamMetrics(registry);

    @Test
    void countsWhatWasCommittedAndNotWhatWasUndone() {
        metrics.undone(new IllegalStateException("moved"));
        metrics.restarted(new IllegalStateException("lost"));
        assertThat(counter("limpid.records.answered")).isZero();

        metrics.committed(
                new BatchTally(5, 2, Map.of("EMPTY", 1, "NO_MODEL", 2), List.of(1L, 2L), Duration.ofMillis(7)));
        metrics.committed(new BatchTally(1, 0, Map.of("EMPTY", 1), List.of(), Duration.ofMillis(3)));

        assertThat(counter("limpid.records.answered")).isEqualTo(2);
        assertThat(counter("limpid.records.dead", "reason", "EMPTY")).isEqualTo(2);
        assertThat(counter("limpid.records.dead", "reason", "NO_MODEL")).isEqualTo(2);
        assertThat(counter("limpid.batches.undone")).isEqualTo(1);
        assertThat(counter("limpid.stream.restarts")).isEqualTo(1);
        assertThat(registry.get("limpid.batch.records").summary().totalAmount()).isEqualTo(6);
        assertThat(registry.get("limpid.batch.time").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(10);
        assertThat(registry.get("limpid.record.latency").timer().count()).isEqualTo(2);
    }

    @Test
    void takesATimestampFromTheFutureForNow() {
        metrics.committed(new BatchTally(1, 1, Map.of(), List.of(Long.MAX_VALUE), Duration.ZERO));

        assertThat(registry.get("limpid.record.latency").timer().totalTime(TimeUnit.MILLISECONDS))
                .isZero();
    }

    @Test
    void showsTheVersionThatServesAndWhatWasLastRefused() {
        metrics.live(published("digits", 1));
        metrics.refused(published("digits", 2), "corrupt");
        metrics.delayed(published("digits", 3), "unreachable");
        metrics.refused(published("letters", 1), "corrupt");

        assertThat(metrics.modelStates())
                .isEqualTo(Map.of("digits", "live 1; delayed 3: unreachable", "letters", "refused 1: corrupt"));
        assertThat(version("digits")).isEqualTo(1);
        assertThat(counter("limpid.model.events", "event", "refused")).isEqualTo(2);

        metrics.kept(published("digits", 1));
        assertThat(metrics.modelStates()).containsEntry("digits", "live 1");
        metrics.live(published("digits", 4));
        assertThat(metrics.modelStates()).containsEntry("digits", "live 4");
        assertThat(version("digits")).isEqualTo(4);

        metrics.retired("digits");
        assertThat(metrics.modelStates()).doesNotContainKey("digits");
        assertThat(version("digits")).isZero();
    }

    @Test
    void showsHowACandidateComparesWhileItRuns() {
        ModelPublished shadow =
                published("digits", 2).toBuilder().setStage(Stage.SHADOW).build();
        metrics.live(published("digits", 1));
        metrics.tried(shadow);
        metrics.compared(
                shadow,
                ModelComparison.newBuilder()
                        .setImages(4)
                        .setAgreed(3)
                        .setLiveMillis(2)
                        .setMillis(5)
                        .build());

        assertThat(metrics.modelStates()).isEqualTo(Map.of("digits", "live 1", "digits/candidate", "shadow 2"));
        assertThat(registry.get("limpid.candidate.images")
                        .tags("model", "digits", "version", "2")
                        .functionCounter()
                        .count())
                .isEqualTo(4);
        assertThat(registry.get("limpid.candidate.agreement").gauge().value()).isEqualTo(0.75);
        assertThat(registry.get("limpid.candidate.psnr").gauge().value()).isNaN();
        assertThat(registry.get("limpid.candidate.millis")
                        .tag("side", "candidate")
                        .gauge()
                        .value())
                .isEqualTo(5);
        assertThat(counter("limpid.model.events", "event", "shadow")).isEqualTo(1);

        metrics.withdrawn(shadow);

        assertThat(metrics.modelStates()).isEqualTo(Map.of("digits", "live 1"));
        assertThat(registry.find("limpid.candidate.images").meters()).isEmpty();
    }

    @Test
    void showsLagAndProvider() {
        metrics.lag(42);
        metrics.provider("cpu");

        assertThat(registry.get("limpid.consumer.lag").gauge().value()).isEqualTo(42);
        assertThat(registry.get("limpid.provider")
                        .tag("provider", "cpu")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    private static ModelPublished published(String name, long version) {
        return ModelPublished.newBuilder()
                .setRef(ModelRef.newBuilder().setName(name).setVersion(version))
                .build();
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private double version(String model) {
        return registry.get("limpid.model.version").tag("model", model).gauge().value();
    }

    /** A registry keeps what a gauge reads only weakly. */
    @Test
    void theLongestSwapIsStillToldAfterACollection() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Duration[] longest = {Duration.ofMillis(4)};
        new StreamMetrics(registry).longestSwap(() -> longest[0]);

        System.gc();

        assertThat(registry.get("limpid.model.swap.longest").timeGauge().value(TimeUnit.MILLISECONDS))
                .isEqualTo(4);
    }
}
