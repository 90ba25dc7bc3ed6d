package io.limpid.quickstart.command;

import io.limpid.datasets.DataSets;
import io.limpid.quickstart.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./limpid data}: which data sets there are, and which of them are here. */
@Command(
        name = "data",
        description = "List the data sets, say which are on this machine, and how to get the others.",
        subcommands = {DataFetchCommand.class, DataCheckCommand.class, DataWriteCommand.class},
        sortOptions = false)
final class DataCommand implements Runnable {
    @Option(names = "--json", description = "one line of JSON instead of a table")
    private boolean json;

    private final Console console = Console.standard();

    @Override
    public void run() {
        DataSets dataSets = DataSets.standard(System.getenv());
        DataTable table = new DataTable(dataSets.catalogue().entries());
        if (json) {
            console.line(table.json());
        } else {
            dataSets.maybeProblem().ifPresent(console::line);
            table.lines().forEach(console::line);
        }
    }
}
