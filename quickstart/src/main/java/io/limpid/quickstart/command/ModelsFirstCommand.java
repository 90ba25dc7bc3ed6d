package io.limpid.quickstart.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.TrainingRequested;
import io.limpid.models.ShippedModel;
import io.limpid.models.ShippedModels;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.models.ModelBoards;
import io.limpid.quickstart.models.ShippedPublisher;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.training.RequestedTraining;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./limpid models first}: a new stream gets models to begin with. */
@Command(
        name = "first",
        description =
                "Have the stream's trainer train a denoiser and its classifiers, and publish them: those that do not"
                        + " serve yet; or publish those that come with Limpid. Does nothing where all do.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid models first --dataset synthetic", "  ./limpid models first --shipped"},
        sortOptions = false)
final class ModelsFirstCommand implements Runnable {
    @Mixin
    private RecipeOptions values;

    @Option(
            names = "--shipped",
            description =
                    "publish the models that come with Limpid, which takes no training and replaces nothing of yours")
    private boolean shipped;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "with --shipped: where their files are kept, and services read them under the same path"
                    + " (default: published, in Limpid's folder)")
    private @Nullable Path keep;

    @Option(
            names = "--uri",
            paramLabel = "URI",
            description = "with --shipped: where services find DIR, by http or https (default: as a folder)")
    private @Nullable String uri;

    @Mixin
    private StreamOptions stream;

    @Option(names = "--json", description = "a line of JSON for each recipe; what is for people goes to standard error")
    private boolean json;

    private final Home home = Home.standard();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        values.check();
        if (!shipped && (keep != null || uri != null)) {
            throw CommandFailure.badInput("--keep and --uri go with --shipped", "the trainer serves what it trains");
        }
        GivenOptions.of(spec).requireWithout("--shipped", shipped, RecipeOptions.NAMES);
        StreamAddress address = stream.address();
        if (shipped) {
            publishShipped(address);
            return;
        }
        for (String recipe : BringUp.RECIPES) {
            if (isLive(ModelBoards.read(address), recipe)) {
                told("recipe", recipe, "serves already");
            } else {
                train(address, recipe);
            }
        }
    }

    private void publishShipped(StreamAddress address) {
        Path folder = keep == null ? home.published() : keep;
        ShippedPublisher publisher =
                uri == null ? new ShippedPublisher(address, folder) : new ShippedPublisher(address, folder, web(uri));
        Set<String> published = publisher.publish().stream()
                .map(model -> model.getRef().getName())
                .collect(Collectors.toSet());
        for (ShippedModel model : ShippedModels.all()) {
            told(
                    "model",
                    model.name(),
                    published.contains(model.name()) ? "is published" : "stands in the topic already");
        }
    }

    private static URI web(String uri) {
        if (!uri.matches("https?://[^/\\s?#]+(/[^\\s?#]*)?")) {
            throw CommandFailure.badInput(
                    "expected --uri of http or https, found '" + uri + "'", "for instance http://models:8080/");
        }
        return URI.create(uri);
    }

    /** A model that was retired was not forgotten: nobody wants it trained anew. */
    private static boolean isLive(ModelBoard board, String name) {
        return board.under(new ModelKey(name, false))
                .filter(model -> model.getStage() == Stage.LIVE || model.getStage() == Stage.RETIRED)
                .isPresent();
    }

    private void train(StreamAddress address, String recipe) {
        Console console = json ? Console.beside() : Console.standard();
        console.step("asking the trainer at " + address.bootstrap() + " for " + recipe);
        TrainingRequested.Builder request = TrainingRequested.newBuilder().setPublish(true);
        values.addTo(request, home.recipe(recipe));
        RequestedTraining.Ended ended = new RequestedTraining(address, console).run(request.build(), recipe);
        if (!ended.event().getFinished().hasModel()) {
            throw CommandFailure.failed(
                    recipe + " was not published: "
                            + (ended.event().hasStopped()
                                    ? ended.event().getStopped().getMessage()
                                    : ended.event().getFinished().getMessage()),
                    "run " + ended.run() + " is with the trainer; its log says more");
        }
        told("recipe", recipe, "is published");
    }

    private void told(String kind, String name, String state) {
        Console.standard()
                .line(
                        json
                                ? JsonNodeFactory.instance
                                        .objectNode()
                                        .put(kind, name)
                                        .put("state", state)
                                        .toString()
                                : name + " " + state);
    }
}
