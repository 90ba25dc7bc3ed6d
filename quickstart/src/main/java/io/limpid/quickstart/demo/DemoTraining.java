package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.training.TrainerEvent;
import io.limpid.quickstart.training.Training;
import io.limpid.quickstart.training.TrainingRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trains what the demo serves: a classifier on clean images, a denoiser, and a latent head on the denoiser's encoder. */
final class DemoTraining {
    private static final String DEFAULT_FAMILY = "mnist";

    private final Home home;
    private final Training training;

    /** The runs of one training, in the order they were made. */
    record Outcome(List<TrainerEvent.Finished> runs, double seconds) {
        List<String> ids() {
            return runs.stream().map(TrainerEvent.Finished::run).toList();
        }
    }

    DemoTraining(Home home, Training training) {
        this.home = requireNonNull(home, "home");
        this.training = requireNonNull(training, "training");
    }

    /** @param dataset what was found, which may not be what was asked for */
    Outcome run(DemoPlan plan, String dataset) {
        long begin = System.nanoTime();
        List<String> data = new ArrayList<>(List.of("--dataset", dataset));
        if (plan.limit() > 0) {
            data.addAll(List.of("--limit", Integer.toString(plan.limit())));
        }
        List<String> noisy = new ArrayList<>(data);
        noisy.addAll(List.of("--noise", plan.noise()));
        List<TrainerEvent.Finished> runs = new ArrayList<>();
        runs.add(train(ownRecipe(plan, "classifier"), data));
        if (plan.recipe().isEmpty()) {
            runs.add(train(ownRecipe(plan, "denoiser"), noisy));
            runs.add(train(ownRecipe(plan, "latent-head"), noisy));
        } else {
            // The latent heads at hand are for the encoders of their own denoisers; labels come from the pictures then.
            runs.add(train(home.recipe(plan.recipe()), noisy));
        }
        return new Outcome(runs, (System.nanoTime() - begin) / 1e9);
    }

    private TrainerEvent.Finished train(Path recipe, List<String> options) {
        return training.run(new TrainingRequest(recipe, home.runs(), options));
    }

    /** The data set's own recipe; data sets without any use those of MNIST, whose networks suit all images of its size. */
    private Path ownRecipe(DemoPlan plan, String kind) {
        Path own = home.root().resolve("recipes").resolve(plan.dataset() + "-" + kind + ".yaml");
        return Files.exists(own) ? own : home.recipe(DEFAULT_FAMILY + "-" + kind);
    }
}
