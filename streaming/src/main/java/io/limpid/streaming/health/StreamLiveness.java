package io.limpid.streaming.health;

import static java.util.Objects.requireNonNull;

import io.limpid.streaming.StreamService;
import io.limpid.streaming.loop.StreamLoop;
import io.limpid.streaming.loop.StreamStatus;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Down when only a new process can help: the stream has ended, or has been stuck for longer than any batch takes. */
public final class StreamLiveness implements HealthCheck {
    /** Kafka's own limit between two polls; a consumer that takes longer has lost its partitions anyway. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    private final String name;
    private final Supplier<StreamStatus> status;
    private final Supplier<Duration> sinceLastStep;

    public StreamLiveness(StreamService stream) {
        this("stream", stream::status, stream::sinceLastStep);
    }

    /** @param name of the check, and of the line that says what the loop does */
    public StreamLiveness(String name, StreamLoop loop) {
        this(name, loop::status, loop::sinceLastStep);
    }

    private StreamLiveness(String name, Supplier<StreamStatus> status, Supplier<Duration> sinceLastStep) {
        this.name = requireNonNull(name, "name");
        this.status = status;
        this.sinceLastStep = sinceLastStep;
    }

    @Override
    public HealthCheckResponse call() {
        StreamStatus now = status.get();
        Duration since = sinceLastStep.get();
        boolean stuck = now.isRunning() && since.compareTo(STUCK) > 0;
        return HealthCheckResponse.named(name)
                .status(!stuck && !now.isEnded())
                .withData(name, stuck ? "stuck for " + since : now.line())
                .build();
    }
}
