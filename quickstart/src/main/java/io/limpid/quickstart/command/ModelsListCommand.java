package io.limpid.quickstart.command;

import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.models.ModelBoards;
import io.limpid.quickstart.models.ModelTable;
import io.limpid.quickstart.process.StreamAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./limpid models list}: what {@code ./limpid models} does. */
@Command(
        name = "list",
        description = "List the models, as without a command.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./limpid models list", "  ./limpid models list --json | jq ."},
        sortOptions = false)
final class ModelsListCommand implements Runnable {
    @Option(names = "--json", description = "one line of JSON instead of a table")
    private boolean json;

    @Mixin
    private StreamOptions stream;

    @Override
    public void run() {
        list(stream, json);
    }

    static void list(StreamOptions stream, boolean json) {
        Console console = Console.standard();
        StreamAddress address = stream.address();
        ModelTable table = new ModelTable(ModelBoards.read(address), address::command);
        if (json) {
            console.line(table.json());
        } else {
            table.lines().forEach(console::line);
        }
    }
}
