package io.limpid.trainer.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * What {@code model.json} says of a run's {@code model.onnx}.
 *
 * @param task denoise, classify-frame or classify-latent
 * @param data the data set that it was trained on: synthetic, where the one asked for was not to be had
 * @param latentSpace a denoiser's own, or the one a latent head was trained on; else empty
 * @param channels of images; 0 for latent heads
 * @param height of images; 0 for any, and for latent heads
 * @param width of images; 0 for any, and for latent heads
 * @param latentSize of latent vectors a head takes; 0 for models that take images
 */
public record ModelInfo(
        String name,
        String task,
        String data,
        String latentSpace,
        int channels,
        int height,
        int width,
        int latentSize,
        List<String> labels,
        String sha256,
        long size,
        Map<String, Double> metrics) {
    public ModelInfo {
        requireNonNull(name, "name");
        requireNonNull(task, "task");
        requireNonNull(data, "data");
        requireNonNull(latentSpace, "latentSpace");
        requireNonNull(sha256, "sha256");
        labels = List.copyOf(labels);
        metrics = Map.copyOf(metrics);
    }
}
