package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.training.ModelShop;
import io.limpid.quickstart.training.TrainerEvent;
import io.limpid.quickstart.training.Training;
import io.limpid.quickstart.training.TrainingRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid train}: a recipe to a run folder, and to the stream if wanted. */
@Command(
        name = "train",
        description = "Train a recipe; writes a run folder with the model, its figures and a report.",
        sortOptions = false)
final class TrainCommand implements Runnable {
    @Parameters(paramLabel = "RECIPE", arity = "0..1", description = "a YAML file, or the name of one in recipes/")
    private @Nullable String recipe;

    @Option(names = "--resume", paramLabel = "RUN", description = "go on with a run that was stopped, failed or killed")
    private @Nullable String resume;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "any value of the recipe, such as network.latent=64; may be given several times")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--budget-seconds",
            paramLabel = "S",
            description = "time for the training itself; epochs, then images are cut to fit, and the figures say so")
    private @Nullable Double budgetSeconds;

    @Option(names = "--epochs", description = "instead of the recipe's")
    private @Nullable Integer epochs;

    @Option(names = "--limit", paramLabel = "N", description = "train on the first N images only")
    private @Nullable Integer limit;

    @Option(names = "--seed", description = "instead of the recipe's")
    private @Nullable Long seed;

    @Option(names = "--dataset", paramLabel = "NAME", description = "instead of the recipe's")
    private @Nullable String dataset;

    @Option(names = "--noise", paramLabel = "SPEC", description = "instead of the recipe's, such as gaussian:0.5")
    private @Nullable String noise;

    @Option(names = "--runs", paramLabel = "DIR", description = "gets the run's folder (default: runs)")
    private @Nullable Path runs;

    @Option(names = "--publish", description = "send the model to the stream, to serve from now on")
    private boolean publish;

    @Option(
            names = "--trainer",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8083",
            description = "the trainer service that publishes (default: ${DEFAULT-VALUE})")
    private URI trainer;

    private final Console console = Console.standard();
    private final Home home = Home.standard();

    @Override
    public void run() {
        check();
        Path folder = runs == null ? home.runs() : runs.toAbsolutePath();
        TrainingRequest request = resume == null
                ? new TrainingRequest(home.recipe(recipe), folder, options())
                : TrainingRequest.resuming(resume, folder);
        console.step(resume == null ? "training " + request.recipe() : "going on with run " + resume);
        TrainerEvent.Finished finished = new Training(home, console).run(request);
        if (finished.metrics().isEmpty()) {
            throw CommandFailure.failed("stopped before the first epoch had ended: there is nothing to keep", "");
        }
        new TreeMap<>(finished.metrics())
                .forEach((name, value) -> console.detail(String.format(Locale.ROOT, "%-28s %.4f", name, value)));
        console.line("run " + finished.run() + ", report "
                + folder.resolve(finished.run()).resolve("report.html"));
        if (publish) {
            publish(finished.run());
        }
    }

    private void check() {
        if ((recipe == null) == (resume == null)) {
            throw CommandFailure.badInput(
                    "expected either a recipe or --resume RUN", "./limpid recipes lists the recipes, ls runs the runs");
        }
        if (resume != null && !(set.isEmpty() && options().isEmpty())) {
            throw CommandFailure.badInput(
                    "a run goes on as it was begun: --resume goes with --runs and --publish only", "");
        }
        if (budgetSeconds != null && !(budgetSeconds > 0)) {
            throw CommandFailure.badInput("expected --budget-seconds of more than 0, found " + budgetSeconds, "");
        }
        if ((epochs != null && epochs < 1) || (limit != null && limit < 1)) {
            throw CommandFailure.badInput("expected --epochs and --limit of at least 1", "");
        }
        if (dataset != null) {
            DataSetOption.requireKnown(dataset);
        }
        if (noise != null) {
            NoiseOption.parse(noise);
        }
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        set.forEach(each -> add(options, "--set", each));
        add(options, "--budget-seconds", budgetSeconds);
        add(options, "--epochs", epochs);
        add(options, "--limit", limit);
        add(options, "--seed", seed);
        add(options, "--dataset", dataset);
        add(options, "--noise", noise);
        return options;
    }

    private static void add(List<String> options, String name, @Nullable Object value) {
        if (value != null) {
            options.add(name);
            options.add(value.toString());
        }
    }

    private void publish(String run) {
        ModelShop shop = new ModelShop(new Http(), trainer);
        ModelShop.Run known = shop.named(Set.of(run)).stream()
                .findFirst()
                .orElseThrow(() -> CommandFailure.failed(
                        "the trainer service at " + trainer + " does not know run " + run,
                        "does it look at the same runs folder? ./limpid up starts one that does"));
        ModelShop.Published published = shop.publish(known);
        console.line("published " + published.name() + " version " + published.version());
    }
}
