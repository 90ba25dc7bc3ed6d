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
import java.util.Map;
import java.util.Optional;

/** Follows a recipe from data to a run folder with a model that may be published. */
public final class TrainingRun {
    private static final String RECIPE = "recipe.yaml";

    private final Recipe recipe;
    private final RunFolder folder;
    private final Runs runs;
    private final RunEvents events;

    public TrainingRun(Recipe recipe, RunFolder folder, Runs runs, RunEvents events) {
        this.recipe = requireNonNull(recipe, "recipe");
        this.folder = requireNonNull(folder, "folder");
        this.runs = requireNonNull(runs, "runs");
        this.events = requireNonNull(events, "events");
    }

    /**
     * Trains, exports, checks and measures. The folder counts as finished only when all of it succeeded; what was broken off can be
     * taken up again.
     *
     * @throws ParityException when the exported model is not the trained one
     * @throws RecipeException when the recipe refers to what is not there, or there is nothing to take up again
     */
    public Outcome execute(DataSets dataSets, RunControl control)
            throws RecipeException, ParityException, ModelRejectedException, InferenceException, IOException,
                    InterruptedException {
        folder.status(Runs.RUNNING, "");
        Jobs jobs = new Jobs(dataSets, runs, events::note);
        jobs.requireStrangers(recipe);
        Job job = jobs.of(recipe);
        RunPlan plan = plan(job, control);
        Recipe run = control.resume() ? recipe : plan.applied(recipe);
        if (plan.isReduced()) {
            events.note("reduced to fit: %d of %d epochs, %d of %d images"
                    .formatted(plan.epochs(), plan.epochsFull(), plan.images(), plan.imagesFull()));
            job = control.resume() ? job : jobs.of(run);
        }
        folder.writeText(RECIPE, RecipeFile.text(run));
        folder.writeJson(RunPlan.FILE, plan);
        events.started(folder, run, job.training().size());
        return train(run, job, plan, control);
    }

    private RunPlan plan(Job job, RunControl control) throws IOException, InterruptedException {
        if (control.resume()) {
            return folder.readJson(RunPlan.FILE, RunPlan.class);
        }
        int images = job.training().size();
        if (control.budgetSeconds().isEmpty() || images < recipe.batch()) {
            return RunPlan.full(recipe, images);
        }
        events.stage("measuring the speed, to fit the training into its time");
        double speed = SpeedProbe.measure(job, TrainingPlan.of(recipe));
        return RunPlan.within(control.budgetSeconds().getAsDouble(), speed, recipe, images);
    }

    private Outcome train(Recipe run, Job job, RunPlan plan, RunControl control)
            throws RecipeException, ParityException, ModelRejectedException, InferenceException, IOException,
                    InterruptedException {
        String fingerprint = Fingerprint.of(run, job.data());
        Optional<Checkpoint> from = control.resume() ? Optional.of(checkpoint(fingerprint)) : Optional.empty();
        Progress before =
                from.isPresent() ? Progress.of(folder).until(from.get().epoch()) : Progress.none();
        try (RunLog log = RunLog.open(folder, run)) {
            History history = new History(events, run.epochs(), before, log);
            RunContinuation continuation =
                    new RunContinuation(folder, from, fingerprint, control.stopWanted(), history::progress);
            NetworkTraining training = new NetworkTraining(job.network(), TrainingPlan.of(run), job.learner(), history);
            Optional<TrainedNetwork> trained = train(training, job, continuation);
            boolean stopped = continuation.epoch() < run.epochs();
            if (trained.isEmpty()) {
                folder.status(Runs.STOPPED, "stopped before the first epoch had ended");
                return new Outcome(true, 0, Map.of());
            }
            try (TrainedNetwork network = trained.get()) {
                Product product = new Product(run, folder, job, plan);
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
            return training.train(job.training(), job.validation(), continuation);
        } finally {
            continuation.flush();
        }
    }

    private Checkpoint checkpoint(String fingerprint) throws RecipeException, IOException {
        Checkpoint found = Progress.checkpoint(folder)
                .orElseThrow(() -> new RecipeException("run " + folder.id()
                        + " has no checkpoint to go on from: it has finished, or no epoch of it had ended"));
        if (!found.fingerprint().equals(fingerprint)) {
            throw new RecipeException(
                    "run " + folder.id()
                            + " was made with another recipe or other data than its folder and this machine have now; train anew");
        }
        return found;
    }
}
