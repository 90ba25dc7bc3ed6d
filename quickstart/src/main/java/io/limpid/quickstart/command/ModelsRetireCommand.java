package io.limpid.quickstart.command;

import io.limpid.contracts.model.ModelHistory;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import io.limpid.quickstart.console.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./limpid models retire NAME}: serves no more. */
@Command(
        name = "retire",
        description = "Take a model out of service, or its shadow or canary. ./limpid models rollback brings it back.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid models retire digits", "  ./limpid models retire digits --candidate"},
        sortOptions = false)
final class ModelsRetireCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "the model's name")
    private String name;

    @Option(names = "--candidate", description = "the shadow or canary, and not the live one")
    private boolean candidate;

    @Mixin
    private ModelsStream stream;

    @Override
    public void run() {
        ModelChoice.requireName(stream::command, name);
        ModelPublished now = stream.require(stream.board(), new ModelKey(name, candidate));
        if (candidate) {
            stream.desk().withdraw(now);
            return;
        }
        if (now.getStage() == Stage.RETIRED) {
            throw CommandFailure.badInput(
                    name + " is retired already", stream.command("models") + " lists what serves");
        }
        stream.desk()
                .publish(ModelHistory.retire(now.toBuilder()
                        .setPublishedAt(System.currentTimeMillis())
                        .build()));
    }
}
