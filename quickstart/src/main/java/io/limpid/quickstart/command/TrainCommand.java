package io.limpid.quickstart.command;

import io.limpid.contracts.v1.TrainingEvent;
import io.limpid.contracts.v1.TrainingRequested;
import io.limpid.quickstart.compare.RunFinder;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.Http;
import io.limpid.quickstart.process.Shutdown;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.training.ModelShop;
import io.limpid.quickstart.training.RequestedTraining;
import io.limpid.quickstart.training.TrainerEvent;
import io.limpid.quickstart.training.Training;
import io.limpid.quickstart.training.TrainingRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./limpid train}: a recipe to a run folder, and to the stream if wanted. */
@Command(
        name = "train",
        description = "Train a recipe; writes a run folder with the model, its figures and a report.",
        sortOptions = false)
final class TrainCommand implements Runnable {
    @Parameters(paramLabel = "RECIPE", arity = "0..1", description = "a YAML file, or the name of one in recipes/")
    private @Nullable String recipe;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description = "go on with a run that was stopped, failed or killed: its id, or its folder")
    private @Nullable String resume;

    @Mixin
    private RecipeOptions values;

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

    @Option(
            names = "--via-kafka",
            description =
                    "ask the trainer of the stream at --bootstrap, and show what it tells, instead of training here")
    private boolean viaKafka;

    @Mixin
    private StreamOptions stream;

    private final Console console = Console.standard();
    private final Home home = Home.standard();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        check();
        if (viaKafka) {
            runViaKafka();
        } else {
            runHere();
        }
    }

    private void runHere() {
        Path folder = runs == null ? home.runs() : runs.toAbsolutePath();
        TrainingRequest request = resume == null
                ? new TrainingRequest(home.recipe(recipe), folder, values.commandLine())
                : TrainingRequest.resuming(new RunFinder(folder).findOne(resume));
        ModelShop shop = new ModelShop(new Http(), trainer);
        if (publish) {
            // a trainer that is not there is told before hours are spent
            shop.latest();
        }
        console.step(resume == null ? "training " + request.recipe() : "going on with run " + resume);
        TrainingEnd end = new TrainingEnd(request.runs(), home, console);
        TrainerEvent.Finished finished = new Training(home, console).run(request, end::tell);
        end.check(finished);
        if (publish && !Shutdown.hasBegun()) {
            publish(shop, finished.run());
        }
    }

    private void runViaKafka() {
        StreamAddress address = stream.address();
        String name =
                resume == null ? home.recipe(recipe).getFileName().toString().replaceFirst("\\.ya?ml$", "") : runId();
        console.step("asking the trainer at " + address.bootstrap() + " for " + name);
        TrainingEnd end = new TrainingEnd(home.runs(), home, console);
        RequestedTraining.Ended ended = new RequestedTraining(address, console).run(request(), name);
        if (ended.event().hasStopped()) {
            end.tell(ended.event().getStopped().getMetricsMap());
            console.line(
                    "run " + ended.run() + ", " + ended.event().getStopped().getMessage());
            return;
        }
        TrainingEvent.Finished finished = ended.event().getFinished();
        end.tell(finished.getMetricsMap());
        console.line("run " + ended.run());
        if (finished.hasModel()) {
            console.line("published " + finished.getModel().getName() + " version "
                    + Long.toUnsignedString(finished.getModel().getVersion()));
        } else if (publish) {
            throw CommandFailure.failed("run " + ended.run() + " is finished, but " + finished.getMessage(), "");
        }
    }

    private TrainingRequested request() {
        TrainingRequested.Builder request = TrainingRequested.newBuilder().setPublish(publish);
        if (resume != null) {
            return request.setResume(runId()).build();
        }
        values.addTo(request, home.recipe(recipe));
        return request.build();
    }

    /** The trainer has a runs folder of its own, where runs have ids only. */
    private String runId() {
        Path last = Path.of(resume).getFileName();
        return last == null ? resume : last.toString();
    }

    private void check() {
        if ((recipe == null) == (resume == null)) {
            throw CommandFailure.badInput(
                    "expected either a recipe or --resume RUN", "./limpid recipes lists the recipes, ls runs the runs");
        }
        if (resume != null && !values.isEmpty()) {
            throw CommandFailure.badInput(
                    "a run goes on as it was begun: --resume goes with --runs and --publish only", "");
        }
        if (viaKafka && runs != null) {
            throw CommandFailure.badInput(
                    "the trainer has a runs folder of its own: --via-kafka goes without --runs", "");
        }
        GivenOptions given = GivenOptions.of(spec);
        given.requireWithout("--via-kafka", viaKafka, "--trainer");
        given.requireWith("--via-kafka", viaKafka, StreamOptions.NAMES);
        given.requireWith("--publish", publish, "--trainer");
        values.check();
    }

    private void publish(ModelShop shop, String run) {
        ModelShop.Run known = shop.named(Set.of(run)).stream()
                .findFirst()
                .orElseThrow(() -> CommandFailure.failed(
                        "the trainer service at " + trainer + " does not know run " + run,
                        "does it look at the same runs folder? ./limpid up starts one that does"));
        ModelShop.Published published = shop.publish(known);
        console.line("published " + published.name() + " version " + published.version());
    }
}
