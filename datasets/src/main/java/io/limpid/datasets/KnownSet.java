package io.limpid.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A data set that is known by name, and how its files lie in a folder. */
interface KnownSet {
    /** What people call it. */
    String name();

    SetFacts facts();

    /** The names its folder may have, the usual one first. */
    default List<String> folders() {
        return List.of(name());
    }

    /** Whether its files are there; they are not read. */
    boolean isIn(Path folder);

    /** What a folder of that name lacks for being the set, for people. */
    default String missing(Path folder) {
        return "it should hold " + layout();
    }

    /** What is known of the set as it lies in a folder, counted where that takes no reading. */
    default SetFacts factsIn(Path folder) {
        return facts();
    }

    /**
     * Reads all there is and compares checksums where they are known.
     *
     * @return what was found, for people
     * @throws DataException naming the file that is damaged, or is not what it should be
     */
    String check(Path folder, Consumer<String> says);

    /** How its files lie below a folder of data sets, for people. */
    String layout();

    /** Where it is to be had, the fastest first. */
    default List<Download> downloads() {
        return List.of();
    }

    /**
     * Gzipped files to be fetched from one place.
     *
     * @param address in front of each file's name, with the slash
     * @param files without the ending {@code .gz}
     */
    record Download(String address, List<String> files) {
        public Download {
            files = List.copyOf(files);
        }
    }
}
