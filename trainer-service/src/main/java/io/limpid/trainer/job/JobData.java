package io.limpid.trainer.job;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a job's data are, for provenance.
 *
 * @param name of the set in fact used
 * @param source where it came from, for people
 * @param sha256 of the training images
 * @param training how many there are to train on
 * @param test how many there are to measure on
 * @param labels of the classes; empty where there are none
 */
record JobData(String name, String source, String sha256, int training, int test, List<String> labels) {
    JobData {
        requireNonNull(name, "name");
        requireNonNull(source, "source");
        requireNonNull(sha256, "sha256");
        labels = List.copyOf(labels);
    }
}
