package io.limpid.trainer.job;

import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.training.Checkpoint;
import io.limpid.trainer.training.Continuation;
import io.limpid.trainer.training.NetworkTraining;
import io.limpid.trainer.training.TrainedNetwork;
import io.limpid.trainer.training.TrainingListener;
import io.limpid.trainer.training.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Measures how fast a job trains, on a network that is thrown away. */
final class SpeedProbe implements Continuation {
    /** The first steps fill caches and start threads. */
    private static final int WARM_UP = 3;

    private static final int MOST_STEPS = 40;
    private static final double MOST_SECONDS = 4;

    private final int mostSteps;
    private final double mostSeconds;
    private int steps;
    private long warm;
    private long now;

    private SpeedProbe(int mostSteps, double mostSeconds) {
        this.mostSteps = mostSteps;
        this.mostSeconds = mostSeconds;
    }

    /** Images a second, from some forty steps. */
    static double measure(Job job, TrainingPlan plan) throws InterruptedException {
        SpeedProbe probe = new SpeedProbe(MOST_STEPS, MOST_SECONDS);
        probe.train(job, plan);
        return probe.imagesPerSecond(plan.batch());
    }

    /** The same over a longer time, and where that goes; see {@link io.limpid.trainer.training.PhaseTimes#shares}. */
    static Map<String, Double> shares(Job job, Recipe recipe, double seconds) throws InterruptedException {
        SpeedProbe probe = new SpeedProbe(Integer.MAX_VALUE, seconds);
        TrainingPlan plan = new TrainingPlan(
                Integer.MAX_VALUE,
                recipe.batch(),
                recipe.optimiser(),
                recipe.schedule(),
                recipe.seed(),
                Recipe.Keep.LAST);
        Map<String, Double> figures = new LinkedHashMap<>();
        NetworkTraining training = probe.train(job, plan);
        figures.put("images_per_second", probe.imagesPerSecond(plan.batch()));
        figures.putAll(training.times().shares());
        return figures;
    }

    private NetworkTraining train(Job job, TrainingPlan plan) throws InterruptedException {
        NetworkTraining training = new NetworkTraining(job.network(), plan, job.learner(), new Silence());
        training.train(job.lessons(), job.validation(), this).ifPresent(TrainedNetwork::close);
        return training;
    }

    private double imagesPerSecond(int batch) {
        int measured = steps - WARM_UP - 1;
        // where there are fewer steps than that, they take next to no time
        return measured < 1 ? Double.POSITIVE_INFINITY : measured * batch / Math.max((now - warm) / 1e9, 1e-6);
    }

    @Override
    public boolean stopWanted() {
        steps++;
        now = System.nanoTime();
        if (steps == WARM_UP + 1) {
            warm = now;
        }
        return steps > mostSteps || (steps > WARM_UP + 2 && now - warm > mostSeconds * 1e9);
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
