package io.limpid.streaming.health;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.streaming.StreamService;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Up when the broker answers, a model is live, and records are being answered; says which of these is missing. */
public final class StreamReadiness implements HealthCheck {
    private final StreamService stream;
    private final Supplier<Map<String, String>> details;

    public StreamReadiness(StreamService stream) {
        this(stream, Map::of);
    }

    /** @param details more lines by name, which change nothing of whether the service is ready */
    public StreamReadiness(StreamService stream, Supplier<Map<String, String>> details) {
        this.stream = requireNonNull(stream, "stream");
        this.details = requireNonNull(details, "details");
    }

    @Override
    public HealthCheckResponse call() {
        String problem = stream.brokerProblem();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("stream")
                .status(problem.isEmpty() && stream.status().isRunning())
                .withData("broker", problem.isEmpty() ? "answers" : problem)
                .withData("stream", stream.status().line());
        if (!stream.modelsProblem().isEmpty()) {
            // what is live goes on serving
            answer.withData("models", stream.modelsProblem());
        }
        for (ModelPublished model : stream.catalogue().published()) {
            answer.withData(
                    "live " + model.getRef().getName(),
                    Long.toUnsignedString(model.getRef().getVersion()));
        }
        stream.catalogue()
                .tried()
                .forEach(model -> answer.withData(
                        model.getStage().name().toLowerCase(Locale.ROOT) + " "
                                + model.getRef().getName(),
                        Long.toUnsignedString(model.getRef().getVersion())));
        stream.metrics().modelStates().forEach((name, state) -> answer.withData("model " + name, state));
        details.get().forEach(answer::withData);
        return answer.build();
    }
}
