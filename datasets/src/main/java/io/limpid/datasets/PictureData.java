package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

/**
 * Pictures with their split: no clean picture is in both parts.
 *
 * @param name what it is
 * @param source where it came from, for people
 * @param sha256 of all names and files, lower-case hexadecimal
 */
public record PictureData(String name, String source, PairSet train, PairSet test, String sha256) {
    public PictureData {
        requireNonNull(name, "name");
        requireNonNull(source, "source");
        requireNonNull(train, "train");
        requireNonNull(test, "test");
        requireNonNull(sha256, "sha256");
    }
}
