package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A data set that can be asked for by name.
 *
 * @param layout how its files lie below a folder of data sets and where they are to be had, for people
 */
public record CatalogueEntry(String name, Kind kind, SetFacts facts, Availability availability, String layout) {
    /** What a set is good for. */
    public enum Kind {
        /** Images of one shape with classes, see {@link DataSets#load}. */
        LABELLED,
        /** Pictures of any size, see {@link DataSets#loadPictures}. */
        PICTURES,
        /** Drawn when asked for: no files. */
        DRAWN
    }

    /**
     * Whether it is to be had.
     *
     * @param source the place it is in, empty where it is not on this machine
     * @param folder where it is on this machine
     * @param fetchable whether a public address is known that has it
     */
    public record Availability(String source, @Nullable Path folder, boolean fetchable) {
        public Availability {
            requireNonNull(source, "source");
        }

        public boolean isHere() {
            return !source.isEmpty();
        }
    }

    public CatalogueEntry {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(facts, "facts");
        requireNonNull(availability, "availability");
        requireNonNull(layout, "layout");
    }
}
