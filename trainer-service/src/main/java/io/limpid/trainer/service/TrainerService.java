package io.limpid.trainer.service;

import io.limpid.contracts.stream.Topics;
import io.limpid.streaming.config.KafkaProperties;
import io.limpid.streaming.loop.BrokerWatch;
import io.limpid.streaming.loop.TopicSetup;
import io.limpid.trainer.run.Runs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The trainer as a service: serves and publishes the models of finished runs. */
@ApplicationScoped
public class TrainerService {
    private static final Duration SETUP_TIMEOUT = Duration.ofSeconds(10);

    private final Runs runs;
    private final ModelPublisher publisher;
    private final BrokerWatch broker;
    private final Map<String, Object> kafka;
    private final Topics topics;
    private final CompletableFuture<Void> brokerReady = new CompletableFuture<>();

    TrainerService(TrainerConfig config, Config properties) {
        this.kafka = KafkaProperties.from(properties);
        this.topics = new Topics(config.topicPrefix().orElse(""));
        this.runs = new Runs(config.trainer().runsDir());
        this.publisher = new ModelPublisher(
                ModelPublisher.producers(kafka),
                topics.models(),
                config.trainer().publicUrl(),
                Clock.systemUTC(),
                ModelPublisher.standing(kafka, topics.models()),
                ModelPublisher.Signing.with(config.trainer().signingKey()));
        TopicSetup setup =
                new TopicSetup(config.topics().partitions(), config.topics().replication());
        boolean create = config.topics().create();
        this.broker = new BrokerWatch(
                kafka,
                admin -> {
                    if (create) {
                        setup.ensure(admin, topics, SETUP_TIMEOUT);
                    }
                },
                () -> brokerReady.complete(null));
    }

    void start(@Observes StartupEvent started) {
        broker.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        broker.close();
        publisher.close();
    }

    Runs runs() {
        return runs;
    }

    ModelPublisher publisher() {
        return publisher;
    }

    Topics topics() {
        return topics;
    }

    /** What all Kafka clients are made with. */
    Map<String, Object> kafka() {
        return kafka;
    }

    /** Runs once, when the broker has first answered and the topics are there. */
    void whenBrokerIsReady(Runnable then) {
        brokerReady.thenRun(then);
    }

    /** One line that says why the broker can't be used; empty while it answers. */
    String brokerProblem() {
        return broker.problem();
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck readiness() {
        return () -> {
            String ofBroker = broker.problem();
            String ofRuns = runs.problem();
            return HealthCheckResponse.named("trainer")
                    .status(ofBroker.isEmpty() && ofRuns.isEmpty())
                    .withData("broker", ofBroker.isEmpty() ? "answers" : ofBroker)
                    .withData("runs", ofRuns.isEmpty() ? "readable" : ofRuns)
                    .build();
        };
    }
}
