package io.limpid.trainer.analysis.anomaly;

import io.limpid.contracts.image.Pixels;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is typical of a denoiser's training images: where the {@link Features} of what it does to them lie, and how far their latent
 * vectors lie from each other, at nine strengths of the noise from none to full. The score of an image is the Mahalanobis
 * distance of its features from the nearest of the nine clouds, after Lee et al. (2018) without their classes, in units of the
 * 99th percentile of the training images.
 */
public final class AnomalyCalibration {
    /** Pairs of images from which on more make no better calibration. */
    public static final int ENOUGH_PAIRS = 2_000;
    /** Pairs that a calibration must have. */
    public static final int FEWEST_PAIRS = 50;

    private static final double QUANTILE = 0.99;

    private final Optional<LatentCloud> cloud;
    private final List<Whitening> strengths;
    private final double unit;

    private AnomalyCalibration(Optional<LatentCloud> cloud, List<Whitening> strengths, double unit) {
        this.cloud = cloud;
        this.strengths = List.copyOf(strengths);
        this.unit = unit;
    }

    /**
     * Runs the model on training images, from clean to noisy; of more than {@link #ENOUGH_PAIRS}, on evenly spread ones.
     *
     * @param clean of shapes that the model takes, at least {@link #FEWEST_PAIRS}
     * @param noisy the same images with the noise of the training, in the same order
     * @throws IllegalArgumentException when there are too few, or not as many noisy as clean
     * @throws InferenceException when the model fails on one
     */
    public static AnomalyCalibration of(DenoiserModel model, List<Pixels> clean, List<Pixels> noisy)
            throws InferenceException {
        if (clean.size() != noisy.size() || clean.size() < FEWEST_PAIRS) {
            throw new IllegalArgumentException("expected at least %d clean images and as many noisy, found %d and %d"
                    .formatted(FEWEST_PAIRS, clean.size(), noisy.size()));
        }
        CalibrationRun run = new CalibrationRun();
        int count = Math.min(ENOUGH_PAIRS, clean.size());
        for (int i = 0; i < count; i++) {
            int index = (int) ((long) i * clean.size() / count);
            run.add(model, clean.get(index), noisy.get(index));
        }
        return of(run);
    }

    private static AnomalyCalibration of(CalibrationRun run) {
        Optional<LatentCloud> cloud = run.maybeCloud();
        List<List<double[]>> features = IntStream.range(0, CalibrationRun.STRENGTHS)
                .mapToObj(strength -> run.features(strength, cloud))
                .toList();
        List<Whitening> strengths = features.stream().map(Whitening::of).toList();
        double[] distances = features.stream()
                .flatMap(List::stream)
                .mapToDouble(one -> distance(strengths, one))
                .sorted()
                .toArray();
        double unit = distances[(int) (QUANTILE * (distances.length - 1))];
        return new AnomalyCalibration(cloud, strengths, unit);
    }

    private static double distance(List<Whitening> strengths, double[] features) {
        double nearest = Double.POSITIVE_INFINITY;
        for (Whitening strength : strengths) {
            nearest = Math.min(nearest, strength.distance(features));
        }
        return Math.sqrt(nearest);
    }

    /**
     * The score, at least 0; above 1 for one in a hundred training images, and for strangers. The same as the output of
     * {@link AnomalyNodes}, up to rounding.
     */
    public double score(Pixels image, Denoised answer) {
        double[] features = Features.of(image, answer.image());
        double[] all = cloud.isEmpty()
                ? features
                : CalibrationRun.with(features, cloud.get().feature(answer.latent()));
        return distance(strengths, all) / unit;
    }

    Optional<Whitening> maybeLatents() {
        return cloud.map(LatentCloud::whitening);
    }

    List<Whitening> strengths() {
        return strengths;
    }

    double unit() {
        return unit;
    }
}
