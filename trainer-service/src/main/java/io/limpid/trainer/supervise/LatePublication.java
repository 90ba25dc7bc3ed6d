package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import io.limpid.trainer.supervise.TrainingOutcome.PublishedModel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes models of trainings that had finished when the service was killed, and were to be published. Tries for some minutes, since the
 * broker may be starting too; what ends before is taken up by the next life. A model that had been published just before the kill is
 * published once more, as a newer version of the same file.
 */
final class LatePublication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LatePublication.class);
    private static final int MOST_ATTEMPTS = 100;

    private final Promotion promotion;
    private final Clock clock;
    private final Duration pause;
    private final ScheduledExecutorService worker;

    LatePublication(Promotion promotion, Clock clock, Duration pause) {
        this.promotion = requireNonNull(promotion, "promotion");
        this.clock = requireNonNull(clock, "clock");
        this.pause = requireNonNull(pause, "pause");
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "late-publication");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Ends the training when its model is published, or can't be. Returns at once. */
    void add(Training training) {
        worker.execute(() -> attempt(training, 1));
    }

    private void attempt(Training training, int number) {
        String run = training.snapshot().progress().run();
        try {
            PublishedModel model = promotion.publish(run);
            LOG.info("run={} model={} published after a restart", run, model.name());
            end(training, new TrainingOutcome("published after a restart", Map.of(), model, List.of()));
        } catch (Exception refused) {
            again(training, number, refused);
        }
    }

    private void again(Training training, int number, Exception refused) {
        if (number == MOST_ATTEMPTS) {
            end(
                    training,
                    TrainingOutcome.saying("not published: " + refused.getMessage() + "; try again with POST /models"));
            return;
        }
        try {
            worker.schedule(() -> attempt(training, number + 1), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("left to the next life: {}", training.snapshot().id());
        }
    }

    private void end(Training training, TrainingOutcome outcome) {
        training.end(TrainingState.FINISHED, outcome, clock.instant());
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
