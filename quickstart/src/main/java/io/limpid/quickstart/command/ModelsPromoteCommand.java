package io.limpid.quickstart.command;

import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.models.ModelDesk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./limpid models promote NAME}: the shadow or canary goes live. */
@Command(
        name = "promote",
        description = "Put a shadow or canary live, or a version that was live before.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid models promote digits", "  ./limpid models promote digits VERSION --json"},
        sortOptions = false)
final class ModelsPromoteCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "NAME", description = "the model's name")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "VERSION",
            arity = "0..1",
            description = "which version (default: the shadow or canary)")
    private @Nullable String version;

    @Mixin
    private ModelsStream stream;

    @Override
    public void run() {
        ModelChoice.requireName(stream::command, name);
        ModelBoard board = stream.board();
        Optional<ModelPublished> candidate = board.under(ModelKey.candidate(name));
        ModelPublished chosen = ModelChoice.of(stream, name, version);
        if (board.under(ModelKey.live(name))
                .filter(live -> live.getStage() == Stage.LIVE && live.getRef().equals(chosen.getRef()))
                .isPresent()) {
            throw CommandFailure.badInput(
                    name + " " + Long.toUnsignedString(chosen.getRef().getVersion()) + " is live already",
                    stream.command("models") + " lists what else could go live");
        }
        ModelDesk desk = stream.desk();
        desk.publish(ModelHistory.succeed(
                chosen.toBuilder().setPublishedAt(System.currentTimeMillis()).build(),
                board.under(ModelKey.live(name))));
        if (candidate.filter(tried -> tried.getRef().equals(chosen.getRef())).isPresent()) {
            desk.clear(ModelKey.candidate(name));
        }
    }
}
