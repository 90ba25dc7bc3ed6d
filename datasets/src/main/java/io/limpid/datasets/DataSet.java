package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

/**
 * A data set with its fixed split.
 *
 * @param name what it is, not what was asked for: synthetic where nothing else was to be had
 * @param source where it came from, for people
 */
public record DataSet(String name, String source, ImageSet train, ImageSet test) {
    public DataSet {
        requireNonNull(name, "name");
        requireNonNull(source, "source");
        requireNonNull(train, "train");
        requireNonNull(test, "test");
    }
}
