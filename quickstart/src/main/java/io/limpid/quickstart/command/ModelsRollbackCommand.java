package io.limpid.quickstart.command;

import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.quickstart.console.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./limpid models rollback NAME}: the version that was live before. */
@Command(
        name = "rollback",
        description = "Put the version live that was live before; again, the one before that.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid models rollback digits"},
        sortOptions = false)
final class ModelsRollbackCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "the model's name")
    private String name;

    @Mixin
    private ModelsStream stream;

    @Override
    public void run() {
        ModelChoice.requireName(stream::command, name);
        ModelPublished now = stream.require(stream.board(), ModelKey.live(name));
        ModelPublished before = ModelHistory.rollBack(now)
                .orElseThrow(() -> CommandFailure.badInput(
                        "no version of " + name + " was live before "
                                + Long.toUnsignedString(now.getRef().getVersion()),
                        now.getPreviousCount() > 0
                                ? stream.command("models promote " + name + " VERSION")
                                        + " puts one live that was rolled back from; "
                                        + stream.command("models") + " lists them"
                                : stream.command("models retire " + name) + " takes it out of service"));
        stream.desk()
                .publish(before.toBuilder()
                        .setPublishedAt(System.currentTimeMillis())
                        .build());
    }
}
