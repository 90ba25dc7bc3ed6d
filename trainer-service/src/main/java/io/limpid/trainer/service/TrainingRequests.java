package io.limpid.trainer.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.stream.ServiceIdentity;
import io.limpid.streaming.StreamMetrics;
import io.limpid.streaming.health.StreamLiveness;
import io.limpid.streaming.loop.Delivery;
import io.limpid.streaming.loop.StreamLoop;
import io.limpid.streaming.loop.StreamRoute;
import io.limpid.streaming.loop.StreamSettings;
import io.limpid.streaming.loop.StreamStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Trainings asked for by records of {@code training.requests}. A record's offset is committed, in one transaction with its dead letter
 * where it becomes one, after its training is noted: no request is lost, and none is trained twice. While the queue of trainings is
 * full, requests stay in their topic.
 */
@ApplicationScoped
public class TrainingRequests {
    private static final String NAME = "trainer";
    private static final String CHECK = "requests";
    /** A replica that is gone for so long leaves its partition to another. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
    /** What an earlier life left is known by then, so that requests it took are too. */
    private static final int AFTER_TRAININGS_ARE_KNOWN = 5_000;
    /** None may be taken once trainings end. */
    private static final int BEFORE_TRAININGS_END = 0;

    private final boolean enabled;
    private final TrainerService trainer;
    private final RequestHandler handler;
    private final StreamLoop loop;

    TrainingRequests(
            TrainerConfig config,
            TrainerService trainer,
            TrainingService trainings,
            ObjectMapper json,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.enabled = config.trainer().requests();
        this.trainer = trainer;
        this.handler = new RequestHandler(
                new RequestReader(json.readerFor(TrainingRequest.class)),
                trainings.desk(),
                trainings.supervisor(),
                registry);
        StreamRoute route = new StreamRoute(
                trainer.topics().trainingRequests(),
                trainer.topics().training(),
                trainer.topics().trainingRequestsDead());
        StreamSettings settings = new StreamSettings(
                new ServiceIdentity(NAME, version),
                config.instance(),
                route,
                Delivery.EXACTLY_ONCE,
                // there is room for one when there is room
                1,
                Duration.ZERO,
                SESSION_TIMEOUT,
                trainer.kafka());
        this.loop = new StreamLoop(settings, handler, handler::isReady, handler::waitsFor, new StreamMetrics(registry));
    }

    void start(@Observes @Priority(AFTER_TRAININGS_ARE_KNOWN) StartupEvent started) {
        if (enabled) {
            trainer.whenBrokerIsReady(loop::start);
        }
    }

    void stop(@Observes @Priority(BEFORE_TRAININGS_END) ShutdownEvent stopping) {
        loop.close();
    }

    /** Ready while requests are taken, and while they wait for room: that is nothing a restart or another replica would mend. */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck requestsReadiness() {
        return () -> {
            StreamStatus status = loop.status();
            boolean waits = status instanceof StreamStatus.Waiting;
            return HealthCheckResponse.named(CHECK)
                    .status(!enabled || status.isRunning() || waits)
                    .withData(CHECK, enabled ? status.line() : "not taken: limpid.trainer.requests=false")
                    .build();
        };
    }

    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck requestsLiveness() {
        return new StreamLiveness(CHECK, loop);
    }
}
