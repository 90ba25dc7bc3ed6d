package io.limpid.trainer.job;

import io.limpid.trainer.training.Checkpoint;
import io.limpid.trainer.training.Continuation;
import io.limpid.trainer.training.NetworkTraining;
import io.limpid.trainer.training.TrainingListener;
import io.limpid.trainer.training.TrainingPlan;
import java.util.Map;
import java.util.Optional;

/** Measures how fast a job trains, on a network that is thrown away. */
final class SpeedProbe implements Continuation {
    /** The first steps fill caches and start threads. */
    private static final int WARM_UP = 3;

    private static final int MOST_STEPS = 40;
    private static final long MOST_NANOS = 4_000_000_000L;

    private int steps;
    private long warm;
    private long now;

    private SpeedProbe() {}

    /** Images a second. */
    static double measure(Job job, TrainingPlan plan) throws InterruptedException {
        SpeedProbe probe = new SpeedProbe();
        new NetworkTraining(job.network(), plan, job.learner(), new Silence())
                .train(job.training(), job.validation(), probe)
                .ifPresent(trained -> trained.close());
        double seconds = (probe.now - probe.warm) / 1e9;
        int measured = probe.steps - WARM_UP - 1;
        // where there are fewer steps than that, they take next to no time
        return measured < 1 ? Double.POSITIVE_INFINITY : measured * plan.batch() / Math.max(seconds, 1e-6);
    }

    @Override
    public boolean stopWanted() {
        steps++;
        now = System.nanoTime();
        if (steps == WARM_UP + 1) {
            warm = now;
        }
        return steps > MOST_STEPS || (steps > WARM_UP + 2 && now - warm > MOST_NANOS);
    }

    @Override
    public Optional<Checkpoint> from() {
        return Optional.empty();
    }

    @Override
    public String fingerprint() {
        return "";
    }

    @Override
    public void reached(Checkpoint checkpoint) {}

    private static final class Silence implements TrainingListener {
        @Override
        public void step(int epoch, int done, int total, double loss, double samplesPerSecond) {}

        @Override
        public void epoch(int epoch, double trainLoss, double validationLoss, Map<String, Double> figures) {}
    }
}
