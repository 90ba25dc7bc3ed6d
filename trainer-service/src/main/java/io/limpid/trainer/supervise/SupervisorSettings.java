package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How trainings are supervised.
 *
 * @param runs the folder of the training runs
 * @param queue how many trainings may wait
 * @param history how many that ended are remembered
 * @param stopGrace how long a training that is asked to stop may take to keep the best so far
 */
public record SupervisorSettings(Path runs, int queue, int history, Duration stopGrace) {
    public SupervisorSettings {
        requireNonNull(runs, "runs");
        if (queue < 1) {
            throw new IllegalArgumentException("limpid.trainer.queue must be at least 1, got " + queue);
        }
        if (history < 1) {
            throw new IllegalArgumentException("limpid.trainer.history must be at least 1, got " + history);
        }
        if (stopGrace.isNegative() || stopGrace.isZero()) {
            throw new IllegalArgumentException("limpid.trainer.stop-grace must be above 0, got " + stopGrace);
        }
    }
}
