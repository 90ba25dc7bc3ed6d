package io.limpid.trainer.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.trainer.supervise.FakeTrainer;
import io.limpid.trainer.supervise.Supervisor;
import io.limpid.trainer.supervise.TrainingSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** One life of the service without its HTTP, for tests that need several, each with metrics of its own. */
final class TrainerByHand implements AutoCloseable {
    static final String PREFIX = "hand.";

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TrainerService trainer;
    private final EventTopic events;
    private final TrainingService trainings;
    private final TrainingRequests requests;

    /** @param folder holds runs and recipes, of an earlier life too */
    TrainerByHand(Path folder, String bootstrap) throws IOException {
        Path recipes = Files.createDirectories(folder.resolve("recipes"));
        for (String name : List.of("good", "slow")) {
            Files.writeString(recipes.resolve(name + ".yaml"), BrokerAndRuns.recipe(name));
        }
        SmallRyeConfig properties = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(TrainerConfig.class)
                .withValidateUnknown(false)
                .withDefaultValues(Map.of(
                        "quarkus.http.port",
                        "8083",
                        "user.home",
                        folder.toString(),
                        "limpid.instance",
                        "hand",
                        "limpid.kafka.bootstrap.servers",
                        bootstrap,
                        "limpid.topic-prefix",
                        PREFIX,
                        "limpid.trainer.recipes-dir",
                        recipes.toString(),
                        "limpid.trainer.runs-dir",
                        Files.createDirectories(folder.resolve("runs")).toString()))
                .build();
        TrainerConfig config = properties.getConfigMapping(TrainerConfig.class);
        this.trainer = new TrainerService(config, properties);
        this.events = new EventTopic(trainer, registry);
        this.trainings = new TrainingService(
                config, trainer, FakeTrainer.command("20260102-030405-fake"), new TrainingMetrics(registry), events);
        this.requests = new TrainingRequests(config, trainer, trainings, new ObjectMapper(), registry, "1");
    }

    TrainerByHand start() {
        trainer.start(new StartupEvent());
        events.start(new StartupEvent());
        trainings.start(new StartupEvent());
        requests.start(new StartupEvent());
        return this;
    }

    Supervisor supervisor() {
        return trainings.supervisor();
    }

    /** The trainings as they stand, oldest first. */
    List<TrainingSnapshot> trainings() {
        return supervisor().trainings().stream()
                .map(training -> training.snapshot())
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    double count(String metric, String outcome) {
        return registry.get(metric).tag("outcome", outcome).counter().count();
    }

    boolean isReady() {
        return trainer.readiness().call().getStatus() == HealthCheckResponse.Status.UP
                && requests.requestsReadiness().call().getStatus() == HealthCheckResponse.Status.UP;
    }

    boolean isLive() {
        return requests.requestsLiveness().call().getStatus() == HealthCheckResponse.Status.UP;
    }

    @Override
    public void close() {
        requests.stop(new ShutdownEvent());
        trainings.stop(new ShutdownEvent());
        events.stop(new ShutdownEvent());
        trainer.stop(new ShutdownEvent());
    }
}
