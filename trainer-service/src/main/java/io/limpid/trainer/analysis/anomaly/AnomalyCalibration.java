package io.limpid.trainer.analysis.anomaly;

import io.limpid.contracts.image.Pixels;
import io.limpid.inference.Denoised;
import io.limpid.inference.DenoiserModel;
import io.limpid.inference.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is typical of a denoiser's training images: where the {@link Features} of what it does to them lie, and how far their latent
 * vectors lie from each other, at several strengths of the noise from none to full, and in several sizes where a model takes any: the means
 * over a page are unlike those over any patch of it. The score of an image is the Mahalanobis distance of its features from the nearest of
 * these clouds, after Lee et al. (2018) without their classes, in units of the 99th percentile of the training images.
 */
public final class AnomalyCalibration {
    /** Pairs of images from which on more make no better calibration. */
    public static final int ENOUGH_PAIRS = 2_000;
    /** Pairs that a calibration must have of a kind. */
    public static final int FEWEST_PAIRS = 50;

    /** Strengths of noise that each pair is run at, as the model was trained on it. */
    public static final int STRENGTHS = 9;
    /** The same of whole pictures, which cost more. */
    public static final int STRENGTHS_OF_WHOLE = 5;

    private static final double QUANTILE = 0.99;

    private final Optional<LatentCloud> cloud;
    private final List<Whitening> clouds;
    private final double unit;

    private AnomalyCalibration(Optional<LatentCloud> cloud, List<Whitening> clouds, double unit) {
        this.cloud = cloud;
        this.clouds = List.copyOf(clouds);
        this.unit = unit;
    }

    /**
     * Runs the model on training images, from clean to noisy; of more than {@link #ENOUGH_PAIRS} of a kind, on evenly spread ones.
     *
     * @param trained as the model was trained on them, of one shape
     * @param whole pictures as they are served, where those are others; may be empty
     * @throws IllegalArgumentException when there are fewer than {@link #FEWEST_PAIRS} of a kind
     * @throws InferenceException when the model fails on one
     */
    public static AnomalyCalibration of(DenoiserModel model, TrainingPairs trained, List<? extends TrainingPairs> whole)
            throws InferenceException {
        List<CalibrationRun> runs = new ArrayList<>(List.of(run(model, trained, STRENGTHS)));
        for (TrainingPairs pictures : whole) {
            runs.add(run(model, pictures, STRENGTHS_OF_WHOLE));
        }
        return of(runs);
    }

    private static CalibrationRun run(DenoiserModel model, TrainingPairs pairs, int strengths)
            throws InferenceException {
        if (pairs.size() < FEWEST_PAIRS) {
            throw new IllegalArgumentException(
                    "expected at least %d pairs of images, found %d".formatted(FEWEST_PAIRS, pairs.size()));
        }
        CalibrationRun run = new CalibrationRun(strengths);
        int count = Math.min(ENOUGH_PAIRS, pairs.size());
        for (int i = 0; i < count; i++) {
            TrainingPairs.Pair pair = pairs.pair((int) ((long) i * pairs.size() / count));
            run.add(model, pair.clean(), pair.noisy());
        }
        return run;
    }

    private static AnomalyCalibration of(List<CalibrationRun> runs) {
        Optional<LatentCloud> cloud = runs.get(0).maybeCloud();
        List<List<double[]>> features = runs.stream()
                .flatMap(run -> IntStream.range(0, run.strengths()).mapToObj(strength -> run.features(strength, cloud)))
                .toList();
        List<Whitening> clouds = features.stream().map(Whitening::of).toList();
        double[] distances = features.stream()
                .flatMap(List::stream)
                .mapToDouble(one -> distance(clouds, one))
                .sorted()
                .toArray();
        double unit = distances[(int) (QUANTILE * (distances.length - 1))];
        return new AnomalyCalibration(cloud, clouds, unit);
    }

    private static double distance(List<Whitening> clouds, double[] features) {
        double nearest = Double.POSITIVE_INFINITY;
        for (Whitening cloud : clouds) {
            nearest = Math.min(nearest, cloud.distance(features));
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
        return distance(clouds, all) / unit;
    }

    Optional<Whitening> maybeLatents() {
        return cloud.map(LatentCloud::whitening);
    }

    /** Of each size and, within it, of each strength of the noise. */
    List<Whitening> clouds() {
        return clouds;
    }

    double unit() {
        return unit;
    }
}
