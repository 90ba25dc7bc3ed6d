package io.limpid.trainer.analysis.anomaly;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import io.limpid.inference.LatentVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs a denoiser on training images at some strengths of their noise, and keeps what a calibration needs of the answers. */
final class CalibrationRun {
    private final int strengths;
    private final List<List<double[]>> pictures;
    private final List<List<LatentVector>> latents;

    /** @param strengths how many, evenly from none to full; 2 or more */
    CalibrationRun(int strengths) {
        this.strengths = strengths;
        this.pictures = lists(strengths);
        this.latents = lists(strengths);
    }

    private static <T> List<List<T>> lists(int count) {
        return IntStream.range(0, count)
                .<List<T>>mapToObj(i -> new ArrayList<>())
                .toList();
    }

    int strengths() {
        return strengths;
    }

    void add(DenoiserModel model, Pixels clean, Pixels noisy) throws InferenceException {
        List<Pixels> images = new ArrayList<>();
        for (int strength = 0; strength < strengths; strength++) {
            images.add(between(clean, noisy, (float) strength / (strengths - 1)));
        }
        List<Denoised> answers = model.denoise(images);
        for (int strength = 0; strength < strengths; strength++) {
            Denoised answer = answers.get(strength);
            pictures.get(strength).add(Features.of(images.get(strength), answer.image()));
            if (answer.latent().size() <= LatentCloud.LONGEST) {
                latents.get(strength).add(answer.latent());
            }
        }
    }

    private static Pixels between(Pixels clean, Pixels noisy, float strength) {
        ImageShape shape = clean.shape();
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = clean.get(i) + strength * (noisy.get(i) - clean.get(i));
        }
        return Pixels.of(shape, values);
    }

    /** Of all strengths together; empty where the latent vectors are too long. */
    Optional<LatentCloud> maybeCloud() {
        List<LatentVector> all = latents.stream().flatMap(List::stream).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(LatentCloud.of(all));
    }

    /** An image's features at one strength. */
    List<double[]> features(int strength, Optional<LatentCloud> cloud) {
        List<double[]> features = new ArrayList<>();
        for (int i = 0; i < pictures.get(strength).size(); i++) {
            double[] ofPicture = pictures.get(strength).get(i);
            features.add(
                    cloud.isEmpty()
                            ? ofPicture
                            : with(
                                    ofPicture,
                                    cloud.get().feature(latents.get(strength).get(i))));
        }
        return features;
    }

    static double[] with(double[] features, double last) {
        double[] longer = Arrays.copyOf(features, features.length + 1);
        longer[features.length] = last;
        return longer;
    }
}
