package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

/**
 * What is known of a data set without reading it.
 *
 * @param what it shows, in a few words
 * @param shape of its images, channels × height × width, for people
 * @param train images to train with, as published; 0 where that depends
 * @param test images to test with, as published; 0 where that depends
 * @param terms its licence or other terms of use, as far as known
 */
public record SetFacts(String what, String shape, int train, int test, String terms) {
    public SetFacts {
        requireNonNull(what, "what");
        requireNonNull(shape, "shape");
        requireNonNull(terms, "terms");
    }
}
