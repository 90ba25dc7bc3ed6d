package io.limpid.models;

import static java.util.Objects.requireNonNull;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model that comes with Limpid.
 *
 * @param name under which it is published, and asked for
 * @param task denoise, classify-frame or classify-latent
 * @param sha256 of its file, lower-case hexadecimal
 * @param size of its file, in bytes
 * @param channels of images; 0 for latent heads
 * @param height of images; 0 for any, and for latent heads
 * @param width of images; 0 for any, and for latent heads
 * @param content that a denoiser is made for: pages, or any
 * @param latentSpace of a denoiser its own, of a latent head the one it was trained on; else empty
 * @param run that trained it
 * @param data it was trained on
 * @param dataSha256 of that data
 * @param recipe as it was run, YAML
 * @param roundedFrom of a model that calculates with integers, run and SHA-256 of the float one; else empty
 * @param figures of its evaluation on test images, by metric
 */
public record ShippedModel(
        String name,
        String task,
        String sha256,
        long size,
        int channels,
        int height,
        int width,
        String content,
        String latentSpace,
        String run,
        String data,
        String dataSha256,
        String recipe,
        String roundedFrom,
        SortedMap<String, Double> figures) {
    public ShippedModel {
        requireNonNull(name, "name");
        requireNonNull(task, "task");
        requireNonNull(sha256, "sha256");
        requireNonNull(content, "content");
        requireNonNull(latentSpace, "latentSpace");
        requireNonNull(run, "run");
        requireNonNull(data, "data");
        requireNonNull(dataSha256, "dataSha256");
        requireNonNull(recipe, "recipe");
        requireNonNull(roundedFrom, "roundedFrom");
        figures = new TreeMap<>(figures);
        if (size < 1) {
            throw new IllegalArgumentException("expected a file's size, found " + size + " bytes of " + name);
        }
    }

    /** Whether it answers with pictures. */
    public boolean isDenoiser() {
        return task.equals("denoise");
    }

    /** What it takes, for people: 1x28x28, 1xHxW, or latent. */
    public String takes() {
        return channels == 0
                ? "latent"
                : channels + "x" + (height == 0 ? "H" : height) + "x" + (width == 0 ? "W" : width);
    }
}
