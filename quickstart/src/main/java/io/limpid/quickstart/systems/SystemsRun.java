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

    /** How it went: what was trained, and what failed, a line each. */
    public record Result(List<TrainedSystem> trained, List<String> failures) {
        public Result {
            trained = List.copyOf(trained);
            failures = List.copyOf(failures);
        }
    }

    /**
     * @param options handed to every training, such as {@code --limit 256}
     * @param again whether whole runs that are there already are done again
     * @param eachTime is told all that has been trained so far, after each training
     */
    public Result run(
            List<RecipeBook.Entry> order,
            double budgetSeconds,
            List<String> options,
            boolean again,
            Consumer<List<TrainedSystem>> eachTime) {
        double end = System.nanoTime() / 1e9 + budgetSeconds;
        FinishedRuns finished = new FinishedRuns(runs);
        List<TrainedSystem> trained = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            RecipeBook.Entry recipe = order.get(i);
            Optional<TrainedSystem> before = again ? Optional.empty() : finished.whole(recipe);
            if (before.isPresent()) {
                console.step("%d/%d %s: run %s is whole"
                        .formatted(
                                i + 1,
                                order.size(),
                                recipe.name(),
                                before.get().folder().getFileName()));
                trained.add(before.get());
            } else {
                double share = (end - System.nanoTime() / 1e9) / (order.size() - i) - OVERHEAD_SECONDS;
                console.step(String.format(
                        Locale.ROOT,
                        "%d/%d %s, %.0f s at most",
                        i + 1,
                        order.size(),
                        recipe.name(),
                        Math.max(LEAST_SECONDS, share)));
                train(recipe, Math.max(LEAST_SECONDS, share), options, trained, failures);
            }
            eachTime.accept(trained);
        }
        return new Result(trained, failures);
    }

    private void train(
            RecipeBook.Entry recipe,
            double seconds,
            List<String> options,
            List<TrainedSystem> trained,
            List<String> failures) {
        List<String> all = new ArrayList<>(List.of("--budget-seconds", String.format(Locale.ROOT, "%.1f", seconds)));
        all.addAll(options);
        try {
            TrainerEvent.Finished end = trainer.apply(new TrainingRequest(recipes.resolve(recipe.file()), runs, all));
            if (end.metrics().isEmpty()) {
                failures.add(recipe.name() + ": stopped before its first epoch had ended");
            } else {
                trained.add(FinishedRuns.read(recipe, runs.resolve(end.run())));
            }
        } catch (CommandFailure failure) {
            console.detail(recipe.name() + " failed: " + failure.getMessage());
            failures.add(recipe.name() + ": " + failure.getMessage());
        }
    }
}
