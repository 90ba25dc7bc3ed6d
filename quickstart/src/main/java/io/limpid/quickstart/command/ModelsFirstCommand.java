package io.limpid.quickstart.command;

import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.Stage;
import io.limpid.contracts.v1.TrainingRequested;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.models.ModelBoard;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.StreamAddress;
import io.limpid.quickstart.training.RequestedTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./limpid models first}: a new stream gets models to begin with. */
@Command(
        name = "first",
        description =
                "Have the stream's trainer train a denoiser and its classifiers, and publish them: those that do not"
                        + " serve yet. Does nothing where all do.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid models first --dataset synthetic"},
        sortOptions = false)
final class ModelsFirstCommand implements Runnable {
    @Mixin
    private RecipeOptions values;

    @Mixin
    private StreamOptions stream;

    private final Console console = Console.standard();
    private final Home home = Home.standard();

    @Override
    public void run() {
        values.check();
        StreamAddress address = stream.address();
        for (String recipe : BringUp.RECIPES) {
            if (isLive(ModelBoard.read(address), recipe)) {
                console.line(recipe + " serves already");
            } else {
                train(address, recipe);
            }
        }
    }

    /** A model that was retired was not forgotten: nobody wants it trained anew. */
    private static boolean isLive(ModelBoard board, String name) {
        return board.under(new ModelKey(name, false))
                .filter(model -> model.getStage() == Stage.LIVE || model.getStage() == Stage.RETIRED)
                .isPresent();
    }

    private void train(StreamAddress address, String recipe) {
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
        console.line(recipe + " is published");
    }
}
