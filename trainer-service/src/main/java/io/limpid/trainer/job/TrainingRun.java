package io.limpid.trainer.job;

import static java.util.Objects.requireNonNull;

import io.limpid.datasets.DataSets;
import io.limpid.inference.InferenceException;
import io.limpid.inference.ModelRejectedException;
import io.limpid.trainer.recipe.Recipe;
import io.limpid.trainer.recipe.RecipeException;
import io.limpid.trainer.recipe.RecipeFile;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import io.limpid.trainer.training.Checkpoint;
import io.limpid.trainer.training.NetworkTraining;
import io.limpid.trainer.training.ParityException;
import io.limpid.trainer.training.TrainedNetwork;
import io.limpid.trainer.training.TrainingPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Follows a recipe from data to a run folder with a model that may be published. */
public final class TrainingRun implements RecipeRun {
    private static final String RECIPE = "recipe.yaml";

    private final Recipe recipe;
    private final RunFolder folder;
    private final Runs runs;
    private final RunEvents events;
    private boolean running;
    private Instant began = Instant.EPOCH;

    public TrainingRun(Recipe recipe, RunFolder folder, Runs runs, RunEvents events) {
        this.recipe = requireNonNull(recipe, "recipe");
        this.folder = requireNonNull(folder, "folder");
        this.runs = requireNonNull(runs, "runs");
        this.events = requireNonNull(events, "events");
    }

    /** Trains, exports, checks and measures; what was broken off can be taken up again. */
    @Override
    public Outcome execute(DataSets dataSets, RunControl control)
            throws RecipeException, ResumeException, ParityException, ModelRejectedException, InferenceException,
                    IOException, InterruptedException {
        began = Instant.now();
        Jobs jobs = new Jobs(dataSets, runs, events::note);
        return control.resume() ? goOn(jobs, control) : begin(jobs, control);
    }

    @Override
    public boolean hasBegun() {
        return running;
    }

    private Outcome begin(Jobs jobs, RunControl control)
            throws RecipeException, ParityException, ModelRejectedException, InferenceException, IOException,
                    InterruptedException {
        markRunning();
        jobs.requireStrangers(recipe);
        Job job = jobs.of(recipe);
        RunPlan plan = plan(job, control);
        Recipe run = plan.applied(recipe);
        if (plan.isReduced()) {
            job.close();
            job = jobs.of(run);
        }
        folder.writeText(RECIPE, RecipeFile.text(run));
        folder.writeJson(RunPlan.FILE, plan);
        String fingerprint = Fingerprint.of(run, job);
        return train(new Course(run, job, plan, fingerprint, Optional.empty(), Progress.none()), control);
    }

    /** All that may be refused comes before the first write. */
    private Outcome goOn(Jobs jobs, RunControl control)
            throws RecipeException, ResumeException, ParityException, ModelRejectedException, InferenceException,
                    IOException, InterruptedException {
        BrokenOff left = BrokenOff.read(folder);
        jobs.requireStrangers(recipe);
        Job job = jobs.of(recipe);
        String fingerprint = Fingerprint.of(recipe, job);
        left.check(fingerprint);
        markRunning();
        return train(
                new Course(recipe, job, left.plan(), fingerprint, Optional.of(left.checkpoint()), left.before()),
                control);
    }

    private void markRunning() {
        running = true;
        folder.status(Runs.RUNNING, "");
    }

    private RunPlan plan(Job job, RunControl control) throws InterruptedException {
        int images = job.training().size();
        if (control.budgetSeconds().isEmpty() || images < recipe.batch()) {
            return RunPlan.full(recipe, images);
        }
        events.stage("measuring the speed, to fit the training into its time");
        double speed = SpeedProbe.measure(job, TrainingPlan.of(recipe));
        return RunPlan.within(control.budgetSeconds().getAsDouble(), speed, recipe, images);
    }

    /**
     * What is to be trained, and from where on.
     *
     * @param recipe as it is run
     * @param before how the training has gone up to the checkpoint
     */
    private record Course(
            Recipe recipe, Job job, RunPlan plan, String fingerprint, Optional<Checkpoint> from, Progress before) {}

    private Outcome train(Course course, RunControl control)
            throws ParityException, ModelRejectedException, InferenceException, IOException, InterruptedException {
        Recipe run = course.recipe();
        Job job = course.job();
        if (course.plan().isReduced()) {
            events.note(course.plan().reduction());
        }
        events.started(folder, run, job.training().size());
        try (job;
                RunLog log = RunLog.open(folder, run)) {
            History history = new History(events, run.epochs(), course.before(), log);
            RunContinuation continuation = new RunContinuation(
                    folder, course.from(), course.fingerprint(), control.stopWanted(), history::progress);
            NetworkTraining training = new NetworkTraining(job.network(), TrainingPlan.of(run), job.learner(), history);
            Optional<TrainedNetwork> trained = train(training, job, continuation);
            boolean stopped = continuation.epoch() < run.epochs();
            if (trained.isEmpty()) {
                folder.status(Runs.STOPPED, "stopped before the first epoch had ended");
                return new Outcome(true, 0, Map.of());
            }
            try (TrainedNetwork network = trained.get()) {
                Product product = new Product(run, folder, job, course.plan(), began);
                Map<String, Double> metrics = product.make(network, training.times(), history.progress(), log, events);
                folder.status(stopped ? Runs.STOPPED : Runs.FINISHED, "");
                if (!stopped) {
                    folder.remove(RunFolder.CHECKPOINT);
                }
                return new Outcome(stopped, continuation.epoch(), metrics);
            }
        }
    }

    /** The checkpoint reaches the disk however the training ends. */
    private static Optional<TrainedNetwork> train(NetworkTraining training, Job job, RunContinuation continuation)
            throws InterruptedException {
        try {
            return training.train(job.lessons(), job.validation(), continuation);
        } finally {
            continuation.flush();
        }
    }
}
