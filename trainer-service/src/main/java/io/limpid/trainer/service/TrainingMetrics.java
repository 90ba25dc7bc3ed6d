package io.limpid.trainer.service;

import io.limpid.trainer.supervise.ChildEvent;
import io.limpid.trainer.supervise.TrainingSnapshot;
import io.limpid.trainer.supervise.TrainingState;
import io.limpid.trainer.supervise.TrainingWatcher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts trainings, and shows how the one that runs goes on. */
@ApplicationScoped
public class TrainingMetrics implements TrainingWatcher {
    private final MeterRegistry registry;
    private final Set<String> queued = ConcurrentHashMap.newKeySet();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private volatile double loss = Double.NaN;
    private volatile double imagesPerSecond = Double.NaN;

    TrainingMetrics(MeterRegistry registry) {
        this.registry = registry;
        now(TrainingState.QUEUED, queued);
        now(TrainingState.RUNNING, running);
        Gauge.builder("limpid.training.loss", () -> loss)
                .description("The last step's loss of the training that runs; NaN while none does")
                .register(registry);
        Gauge.builder("limpid.training.images.per.second", () -> imagesPerSecond)
                .description("The speed of the training that runs; NaN while none does")
                .register(registry);
        for (TrainingState state : TrainingState.values()) {
            if (state.isEnded()) {
                ended(state);
            }
        }
    }

    private void now(TrainingState state, Set<String> ids) {
        Gauge.builder("limpid.trainings", ids, Set::size)
                .description("Trainings that wait or run")
                .tag("state", state.text())
                .register(registry);
    }

    private Counter ended(TrainingState state) {
        return Counter.builder("limpid.trainings.ended")
                .description("Trainings that ended since the service began, by how")
                .tag("state", state.text())
                .register(registry);
    }

    @Override
    public void said(TrainingSnapshot training, ChildEvent event) {
        if (event instanceof ChildEvent.Step step) {
            loss = step.loss();
            imagesPerSecond = step.imagesPerSecond();
        }
    }

    @Override
    public void changed(TrainingSnapshot training) {
        set(queued, training, TrainingState.QUEUED);
        set(running, training, TrainingState.RUNNING);
        if (training.isEnded()) {
            ended(training.state()).increment();
        }
        if (running.isEmpty()) {
            loss = Double.NaN;
            imagesPerSecond = Double.NaN;
        }
    }

    private static void set(Set<String> ids, TrainingSnapshot training, TrainingState state) {
        if (training.state() == state) {
            ids.add(training.id());
        } else {
            ids.remove(training.id());
        }
    }
}
