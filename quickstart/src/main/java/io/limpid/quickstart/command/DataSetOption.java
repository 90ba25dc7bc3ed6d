package io.limpid.quickstart.command;

import io.limpid.datasets.Catalogue;
import io.limpid.datasets.DataException;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.DataSets;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;

/** Reads what is typed behind {@code --dataset}. */
public final class DataSetOption {
    private DataSetOption() {}

    /** @throws CommandFailure when the name is unknown or its files are damaged */
    public static DataSet load(String name, Console console) {
        requireKnown(name);
        try {
            return DataSets.standard(System.getenv()).load(name, console::detail);
        } catch (DataException failure) {
            throw CommandFailure.failed(
                    "the data set " + name + " can't be used: " + failure.getMessage(),
                    "remove or replace the files named, or use --dataset synthetic, which needs none",
                    failure);
        }
    }

    /** @throws CommandFailure when no set of the catalogue has the name */
    static void requireListed(String name, Catalogue catalogue) {
        if (catalogue.entries().stream().noneMatch(entry -> entry.name().equals(name))) {
            throw CommandFailure.badInput("there is no data set " + name, "./limpid data lists those there are");
        }
    }

    static void requireKnown(String name) {
        if (!DataSets.names().contains(name)) {
            throw CommandFailure.badInput(
                    "there is no data set " + name, "choose one of " + String.join(", ", DataSets.names()));
        }
    }
}
