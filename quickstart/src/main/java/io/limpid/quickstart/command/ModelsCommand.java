package io.limpid.quickstart.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./limpid models}: what serves, what is tried, and how that compares. */
@Command(
        name = "models",
        description =
                "List the stream's models: live ones, shadows and canaries, and how these compare with the live ones.",
        subcommands = {
            ModelsListCommand.class,
            ModelsPublishCommand.class,
            ModelsPromoteCommand.class,
            ModelsShadowCommand.class,
            ModelsCanaryCommand.class,
            ModelsRetireCommand.class,
            ModelsRollbackCommand.class,
            ModelsKeyCommand.class,
            ModelsFirstCommand.class,
            ModelsInt8Command.class,
            ModelsShippedCommand.class,
            ModelsShipCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./limpid models",
            "  ./limpid models list --json",
            "  ./limpid models shadow runs/ID/model.onnx",
            "  ./limpid models promote digits"
        },
        sortOptions = false)
final class ModelsCommand implements Runnable {
    @Option(names = "--json", description = "one line of JSON instead of a table")
    private boolean json;

    @Mixin
    private StreamOptions stream;

    @Override
    public void run() {
        ModelsListCommand.list(stream, json);
    }
}
