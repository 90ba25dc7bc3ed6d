package io.limpid.trainer.service;

import io.limpid.trainer.supervise.Training;
import io.limpid.trainer.supervise.TrainingFeed;
import io.limpid.trainer.supervise.TrainingNews;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Those who read trainings' events: so many at most, each at its own pace, none kept longer than its connection. */
@ApplicationScoped
public class TrainingStreams {
    private final Set<TrainingFeed> open = ConcurrentHashMap.newKeySet();
    private final int most;
    private final Duration heartbeat;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "training-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    TrainingStreams(TrainerConfig config) {
        this.most = config.trainer().readers();
        this.heartbeat = config.trainer().heartbeat();
    }

    void start(@Observes StartupEvent started) {
        clock.scheduleWithFixedDelay(
                () -> open.forEach(TrainingFeed::beat),
                heartbeat.toMillis(),
                heartbeat.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        clock.shutdownNow();
        open.forEach(TrainingFeed::close);
    }

    /** A training's events, one for each that is asked for; empty while too many read. */
    Optional<Multi<TrainingNews>> of(Training training) {
        if (open.size() >= most) {
            return Optional.empty();
        }
        TrainingFeed feed = training.follow();
        open.add(feed);
        return Optional.of(Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom()
                        .completionStage(feed::next)
                        // not on the training's own thread
                        .emitOn(Infrastructure.getDefaultWorkerPool()))
                .whilst(news -> !news.isLast())
                .onFailure(CancellationException.class)
                .recoverWithCompletion()
                .onTermination()
                .invoke(() -> release(feed)));
    }

    private void release(TrainingFeed feed) {
        feed.close();
        open.remove(feed);
    }

    /** Readers that are connected. */
    int readers() {
        return open.size();
    }
}
