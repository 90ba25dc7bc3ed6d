package io.limpid.trainer.service;

import io.limpid.trainer.supervise.ChildClassPath;
import io.limpid.trainer.supervise.ChildCommand;
import io.limpid.trainer.supervise.Supervisor;
import io.limpid.trainer.supervise.SupervisorSettings;
import io.limpid.trainer.supervise.TrainMainCommand;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The trainings, from the service's start to its end. */
@ApplicationScoped
public class TrainingService {
    /** The training that runs is stopped, and its end told, while there still are Kafka clients to tell it with. */
    private static final int BEFORE_THE_CLIENTS_CLOSE = 1;

    private final Supervisor supervisor;
    private final OrderDesk desk;

    TrainingService(
            TrainerConfig config,
            TrainerService trainer,
            ChildCommand command,
            TrainingMetrics metrics,
            EventTopic events) {
        TrainerConfig.Trainer settings = config.trainer();
        this.supervisor = new Supervisor(
                new SupervisorSettings(settings.runsDir(), settings.queue(), settings.history(), settings.stopGrace()),
                command,
                new FinishedRunPromotion(trainer.runs(), trainer.publisher()),
                metrics.and(events.watcher()),
                Clock.systemUTC());
        this.desk =
                new OrderDesk(new RecipeFolder(settings.recipesDir()), supervisor.shelf(), settings.orderedFolders());
    }

    /** How trainings are started; tests start something else. */
    @Produces
    @DefaultBean
    @ApplicationScoped
    static ChildCommand command(TrainerConfig config) {
        TrainerConfig.Trainer settings = config.trainer();
        return new TrainMainCommand(
                ChildClassPath.own(), settings.runsDir(), settings.nativeCache(), settings.childHeap());
    }

    void start(@Observes StartupEvent started) {
        supervisor.start();
    }

    void stop(@Observes @Priority(BEFORE_THE_CLIENTS_CLOSE) ShutdownEvent stopping) {
        supervisor.close();
    }

    Supervisor supervisor() {
        return supervisor;
    }

    OrderDesk desk() {
        return desk;
    }
}
