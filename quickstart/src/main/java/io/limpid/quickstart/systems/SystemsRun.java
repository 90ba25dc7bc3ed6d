package io.limpid.quickstart.systems;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.training.RecipeBook;
import io.limpid.quickstart.training.TrainerEvent;
import io.limpid.quickstart.training.TrainingRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Trains recipes one after another within a time, each with an equal share of what is left. */
public final class SystemsRun {
    /** What loading, measuring and exporting take beside the training itself. */
    private static final double OVERHEAD_SECONDS = 20;

    private static final double LEAST_SECONDS = 5;

    private final Function<TrainingRequest, TrainerEvent.Finished> trainer;
    private final Path recipes;
    private final Path runs;
    private final Console console;

    /**
     * @param trainer trains one recipe
     * @param recipes the folder they are in
     * @param runs the folder that gets their runs
     */
    public SystemsRun(
            Function<TrainingRequest, TrainerEvent.Finished> trainer, Path recipes, Path runs, Console console) {
        this.trainer = trainer;
        this.recipes = recipes;
        this.runs = runs;
        this.console = console;
    }

    /** How it went, in the order in which it was done. */
    public record Result(List<TrainedSystem> trained, List<UntrainedSystem> untrained) {
        public Result {
            trained = List.copyOf(trained);
            untrained = List.copyOf(untrained);
        }

        /** What was tried and failed, a line each. */
        public List<String> failures() {
            return untrained.stream()
                    .filter(UntrainedSystem::failed)
                    .map(each -> each.recipe().name() + ": " + each.why())
                    .toList();
        }
    }

    /**
     * Trains; what there is no time left for is not begun. A training goes beyond its share by what loading, measuring and exporting
     * take.
     *
     * @param limit at most so many training images of each recipe; 0 for all
     * @param again whether whole runs that are there already are done again
     * @param eachTime is told how it went so far, after each training
     */
    public Result run(
            List<RecipeBook.Entry> order, double budgetSeconds, int limit, boolean again, Consumer<Result> eachTime) {
        double end = System.nanoTime() / 1e9 + budgetSeconds;
        FinishedRuns finished = new FinishedRuns(runs);
        List<TrainedSystem> trained = new ArrayList<>();
        List<UntrainedSystem> untrained = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            RecipeBook.Entry recipe = order.get(i);
            String number = (i + 1) + "/" + order.size() + " " + recipe.name();
            Optional<TrainedSystem> before = again ? Optional.empty() : finished.whole(recipe);
            double left = end - System.nanoTime() / 1e9;
            if (before.isPresent()) {
                console.step(number + ": run " + before.get().folder().getFileName() + " is whole");
                trained.add(before.get());
            } else if (left <= 0) {
                console.step(number + " is not trained: no time is left");
                untrained.add(UntrainedSystem.noTime(recipe));
            } else {
                double share = Math.max(LEAST_SECONDS, left / (order.size() - i) - OVERHEAD_SECONDS);
                console.step(String.format(Locale.ROOT, "%s, %.0f s at most", number, share));
                train(recipe, share, limit, trained, untrained);
            }
            eachTime.accept(new Result(trained, untrained));
        }
        return new Result(trained, untrained);
    }

    private void train(
            RecipeBook.Entry recipe,
            double seconds,
            int limit,
            List<TrainedSystem> trained,
            List<UntrainedSystem> untrained) {
        List<String> options =
                new ArrayList<>(List.of("--budget-seconds", String.format(Locale.ROOT, "%.1f", seconds)));
        if (limit > 0) {
            options.addAll(List.of("--limit", Integer.toString(limit)));
        }
        try {
            TrainerEvent.Finished end =
                    trainer.apply(new TrainingRequest(recipes.resolve(recipe.file()), runs, options));
            if (end.metrics().isEmpty()) {
                untrained.add(UntrainedSystem.failed(recipe, "stopped before its first epoch had ended"));
            } else {
                trained.add(FinishedRuns.read(recipe, runs.resolve(end.run())).limitedTo(limit));
            }
        } catch (CommandFailure failure) {
            console.detail(recipe.name() + " failed: " + failure.getMessage());
            untrained.add(UntrainedSystem.failed(recipe, failure.getMessage()));
        }
    }
}
