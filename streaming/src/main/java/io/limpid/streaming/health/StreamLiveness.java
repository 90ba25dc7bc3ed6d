package io.limpid.streaming.health;

import static java.util.Objects.requireNonNull;

import io.limpid.streaming.StreamService;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Down when only a new process can help: the stream has ended, or has been stuck for longer than any batch takes. */
public final class StreamLiveness implements HealthCheck {
    /** Kafka's own limit between two polls; a consumer that takes longer has lost its partitions anyway. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    private final StreamService stream;

    public StreamLiveness(StreamService stream) {
        this.stream = requireNonNull(stream, "stream");
    }

    @Override
    public HealthCheckResponse call() {
        boolean stuck = stream.status().isRunning() && stream.sinceLastStep().compareTo(STUCK) > 0;
        return HealthCheckResponse.named("stream")
                .status(!stuck && !stream.status().isEnded())
                .withData(
                        "stream",
                        stuck
                                ? "stuck for " + stream.sinceLastStep()
                                : stream.status().line())
                .build();
    }
}
