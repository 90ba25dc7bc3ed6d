package io.limpid.inference.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where points of the training images lie, and how far a window of other images is from there.
 *
 * <p>The distance is the Fréchet distance between two normal distributions (D. C. Dowson and B. V. Landau, "The Fréchet distance
 * between multivariate normal distributions", Journal of Multivariate Analysis 12, 1982; Heusel et al., "GANs trained by a two
 * time-scale update rule converge to a local Nash equilibrium", 2017, compare sets of images by it), of whose covariances only the
 * diagonals are looked at: a window has fewer images than a latent vector's covariance has entries. Each dimension is measured in
 * standard deviations of the training images, so the squared distance is the mean over the dimensions of
 * {@code ((m - µ) / σ)² + ((s - σ) / σ)²}.
 *
 * <p>The score is a size of change, not a significance: its unit is what chance does to a hundred of the training images
 * themselves, the 99th percentile of the distance over windows drawn from them. So 1 is what one window in a hundred of a hundred
 * training images shows; a larger window lies lower when nothing has changed, and tells small changes from chance, but doesn't
 * make them larger. By chance alone the squared distance of n images from N others goes with 1/n + 1/N, which is taken out of
 * windows of less than a hundred.
 *
 * @param images how many training images were looked at
 * @param mean of each dimension
 * @param deviation of each dimension
 * @param scale what differences of each dimension are measured in: the deviation, where that is not next to nothing
 * @param unit the 99th percentile of the squared distance over 1/n - 1/N, for windows of n of the N images
 */
public record TrainingCloud(int images, List<Double> mean, List<Double> deviation, List<Double> scale, double unit) {
    /** Points that a cloud must have. */
    public static final int FEWEST = 50;

    private static final int WINDOW = 100;
    private static final int WINDOWS = 400;
    private static final double QUANTILE = 0.99;
    /** A dimension that hardly varies in training, beside the others, would make any change of it infinitely far. */
    private static final double SMALLEST_SHARE = 1e-2;

    private static final double SMALLEST_DEVIATION = 1e-6;
    private static final long SEED = 1;

    public TrainingCloud {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        scale = List.copyOf(scale);
        boolean sound = images > 1
                && !mean.isEmpty()
                && mean.size() == deviation.size()
                && mean.stream().allMatch(Double::isFinite)
                && mean.size() == scale.size()
                && deviation.stream().allMatch(value -> Double.isFinite(value) && value >= 0)
                && scale.stream().allMatch(value -> Double.isFinite(value) && value > 0)
                && Double.isFinite(unit)
                && unit > 0;
        if (!sound) {
            throw new IllegalArgumentException(
                    "expected as many finite means as deviations and as scales above 0, from more than one image, and a unit"
                            + " above 0; found %d images, %d means, %d deviations, %d scales, unit %s"
                                    .formatted(images, mean.size(), deviation.size(), scale.size(), unit));
        }
    }

    /**
     * @param points of the training images, at least {@link #FEWEST}, of one size
     */
    public static TrainingCloud of(List<double[]> points) {
        if (points.size() < FEWEST) {
            throw new IllegalArgumentException("expected at least " + FEWEST + " points, found " + points.size());
        }
        Moments all = moments(points, points.size());
        List<Double> mean = new ArrayList<>();
        List<Double> deviation = new ArrayList<>();
        List<Double> scale = new ArrayList<>();
        double least = Math.max(SMALLEST_DEVIATION, SMALLEST_SHARE * typicalDeviation(all));
        for (int i = 0; i < all.dimensions(); i++) {
            mean.add(all.mean(i));
            deviation.add(all.deviation(i));
            scale.add(Math.max(least, all.deviation(i)));
        }
        TrainingCloud raw = new TrainingCloud(points.size(), mean, deviation, scale, 1);
        return new TrainingCloud(points.size(), mean, deviation, scale, raw.chance(points));
    }

    private static double typicalDeviation(Moments all) {
        double squares = 0;
        for (int i = 0; i < all.dimensions(); i++) {
            squares += all.deviation(i) * all.deviation(i);
        }
        return Math.sqrt(squares / all.dimensions());
    }

    private double chance(List<double[]> points) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<double[]> shuffled = new ArrayList<>(points);
        int window = Math.min(WINDOW, points.size() / 2);
        double[] found = new double[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            for (int k = 0; k < window; k++) {
                int other = k + random.nextInt(shuffled.size() - k);
                double[] swapped = shuffled.get(k);
                shuffled.set(k, shuffled.get(other));
                shuffled.set(other, swapped);
            }
            // without replacement, from the very points that made the cloud: less, not more, than between two sets
            double share = 1.0 / window - 1.0 / points.size();
            found[i] = squaredDistance(moments(shuffled, window)) / share;
        }
        Arrays.sort(found);
        return Math.max(SMALLEST_DEVIATION, found[(int) (QUANTILE * (WINDOWS - 1))]);
    }

    private static Moments moments(List<double[]> points, int count) {
        Moments moments = new Moments(points.get(0).length);
        points.subList(0, count).forEach(moments::add);
        return moments;
    }

    /** How many dimensions the points have. */
    public int dimensions() {
        return mean.size();
    }

    /** The squared Fréchet distance, as the class says. */
    double squaredDistance(Moments window) {
        double sum = 0;
        for (int i = 0; i < dimensions(); i++) {
            double shift = (window.mean(i) - mean.get(i)) / scale.get(i);
            double stretch = (window.deviation(i) - deviation.get(i)) / scale.get(i);
            sum += shift * shift + stretch * stretch;
        }
        return sum / dimensions();
    }

    /** How far a window is, in units of what chance does to a hundred images; see the class. */
    public double score(Moments window) {
        double share = 1.0 / Math.min(window.count(), WINDOW) + 1.0 / images;
        return Math.sqrt(squaredDistance(window) / share / unit);
    }
}
