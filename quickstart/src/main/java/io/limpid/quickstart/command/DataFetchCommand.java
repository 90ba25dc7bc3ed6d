package io.limpid.quickstart.command;

import io.limpid.datasets.Catalogue;
import io.limpid.datasets.DataException;
import io.limpid.datasets.DataSets;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./limpid data fetch NAME}: a data set into the cache. */
@Command(
        name = "fetch",
        description = "Fetch a data set into the cache, checked against its sums, unless it is here already.",
        sortOptions = false)
final class DataFetchCommand implements Runnable {
    @Parameters(paramLabel = "NAME", description = "a data set, as ./limpid data lists it")
    private String name;

    private final Console console = Console.standard();

    @Override
    public void run() {
        Catalogue catalogue = DataSets.standard(System.getenv()).catalogue();
        DataSetOption.requireListed(name, catalogue);
        console.step("fetching " + name);
        try {
            console.line(name + ": " + catalogue.fetch(name, console::detail));
        } catch (DataException failure) {
            throw CommandFailure.failed(
                    failure.getMessage(),
                    "put its files into a folder of your own and set LIMPID_DATA to that; ./limpid data says how they lie",
                    failure);
        }
    }
}
