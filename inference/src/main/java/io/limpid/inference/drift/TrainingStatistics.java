package io.limpid.inference.drift;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.LatentVector;
import io.limpid.inference.ModelRejectedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a denoiser's training images were like, as it saw them: with their noise. Written into the model's file, so that any
 * service can tell whether the images it gets still are so.
 *
 * @param shape of the images, or of the patches of them; what is measured depends on it, see {@link DriftWindow}
 * @param input of {@link InputFeatures}
 * @param latent of latent vectors; null where those are too long to be worth their size in the file
 */
public record TrainingStatistics(
        ImageShape shape, TrainingCloud input, @Nullable TrainingCloud latent) {
    /** The longest latent vectors that are compared: some 100 KB in the file. */
    public static final int LONGEST_LATENT = 2048;

    private static final ObjectMapper JSON = new ObjectMapper();

    public TrainingStatistics {
        requireNonNull(shape, "shape");
        requireNonNull(input, "input");
        if (input.dimensions() != InputFeatures.NAMES.size()) {
            throw new IllegalArgumentException(
                    "expected " + InputFeatures.NAMES + " of the input, found " + input.dimensions() + " dimensions");
        }
    }

    /**
     * Runs the model on training images.
     *
     * @param noisy of one shape, with the noise of the training; at least {@link TrainingCloud#FEWEST}
     * @throws InferenceException when the model fails on one
     */
    public static TrainingStatistics of(DenoiserModel model, List<Pixels> noisy) throws InferenceException {
        List<double[]> inputs = new ArrayList<>();
        for (Pixels image : noisy) {
            inputs.add(InputFeatures.of(image, NoiseSigma.of(image)));
        }
        boolean isShort = model.latentSize() <= LONGEST_LATENT;
        return new TrainingStatistics(
                noisy.get(0).shape(), TrainingCloud.of(inputs), isShort ? latents(model, noisy) : null);
    }

    private static TrainingCloud latents(DenoiserModel model, List<Pixels> noisy) throws InferenceException {
        List<double[]> points = new ArrayList<>();
        model.denoise(noisy).forEach(answer -> points.add(point(answer.latent())));
        return TrainingCloud.of(points);
    }

    /** A latent vector as a point. */
    public static double[] point(LatentVector latent) {
        double[] point = new double[latent.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = latent.get(i);
        }
        return point;
    }

    /** As the model's file holds it. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers have a JSON form", impossible);
        }
    }

    /**
     * @param latentSize of the model whose file holds it
     * @throws ModelRejectedException when it is no such text, or belongs to another model
     */
    public static TrainingStatistics parse(String json, int latentSize) throws ModelRejectedException {
        try {
            TrainingStatistics read = JSON.readValue(json, TrainingStatistics.class);
            if (read.latent() != null && read.latent().dimensions() != latentSize) {
                throw new ModelRejectedException("expected training statistics of latent vectors of " + latentSize
                        + " values, found " + read.latent().dimensions());
            }
            return read;
        } catch (JsonProcessingException malformed) {
            throw new ModelRejectedException(
                    "the training statistics can't be read: " + malformed.getOriginalMessage(), malformed);
        }
    }
}
