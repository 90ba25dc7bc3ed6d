package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

/**
 * What the demo is asked to do.
 *
 * @param dataset a data set's name
 * @param noise a noise model, as {@code NoiseModel.parse} takes it
 * @param images how many to publish
 * @param limit at most so many training images for each model; 0 for all
 * @param recipe the denoiser's; empty for the data set's own
 * @param keep whether all is left running afterwards
 * @param report the page's file, or - for standard output
 */
public record DemoPlan(
        String dataset, String noise, int images, int limit, String recipe, boolean keep, String report) {
    public DemoPlan {
        requireNonNull(dataset, "dataset");
        requireNonNull(noise, "noise");
        requireNonNull(recipe, "recipe");
        requireNonNull(report, "report");
    }
}
