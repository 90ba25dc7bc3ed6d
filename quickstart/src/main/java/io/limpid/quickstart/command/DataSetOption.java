package io.limpid.quickstart.command;

import io.limpid.datasets.Catalogue;
import io.limpid.datasets.DataException;
import io.limpid.datasets.DataSet;
import io.limpid.datasets.DataSets;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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

    /**
     * What can be trained on: a set of the catalogue, or a folder of one's own.
     *
     * @return the same, a folder's path being absolute, since a run may be taken up again from elsewhere
     * @throws CommandFailure when there is no such set or folder
     */
    static String trainable(String name) {
        Optional<Path> maybeFolder = DataSets.maybeFolder(name);
        if (maybeFolder.isPresent()) {
            requireFolder(maybeFolder.get());
            return name.substring(0, name.indexOf(':') + 1) + maybeFolder.get().toAbsolutePath();
        }
        if (!DataSets.pictureNames().contains(name)) {
            requireKnown(name);
        }
        return name;
    }

    /** @throws CommandFailure when neither the catalogue nor the disk has what is to be checked */
    static void requireCheckable(String name, Catalogue catalogue) {
        Optional<Path> maybeFolder = DataSets.maybeFolder(name);
        if (maybeFolder.isPresent()) {
            requireFolder(maybeFolder.get());
        } else {
            requireListed(name, catalogue);
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.badInput(
                    "there is no folder " + folder, "give its path, such as folder:/home/me/pictures");
        }
    }

    static void requireKnown(String name) {
        if (!DataSets.names().contains(name)) {
            throw CommandFailure.badInput(
                    "there is no data set " + name, "choose one of " + String.join(", ", DataSets.names()));
        }
    }
}
