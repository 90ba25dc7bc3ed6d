package io.limpid.inference.drift;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import java.util.Arrays;

/**
 * Estimates the standard deviation of noise from one image: the median absolute diagonal coefficient of the Haar wavelet, divided by
 * 0.6745 (D. L. Donoho and I. M. Johnstone, "Ideal spatial adaptation by wavelet shrinkage", Biometrika 81, 1994). Exact for white
 * Gaussian noise on what is flat or a slope for the most part. Fine texture reads as noise; noise that was clipped at black or white
 * reads as less than was added.
 */
public final class NoiseSigma {
    /** Of the absolute value of a standard normal variable. */
    private static final double MEDIAN = 0.674489750196082;
    /** More coefficients than these tell nothing new: of large images some are taken, evenly. */
    private static final int MOST = 1 << 14;
    /** Of a positive float's bits, the exponent and three more: in the order of the values. */
    private static final int BUCKET_SHIFT = 20;

    private static final int BUCKETS = 1 << (Integer.SIZE - 1 - BUCKET_SHIFT);
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private NoiseSigma() {}

    /** A thread's memory for the image at hand. */
    private static final class Scratch {
        private final int[] counts = new int[BUCKETS];
        private float[] coefficients = new float[0];
        private float[] upper = new float[0];
        private float[] lower = new float[0];

        void ready(int places, int width) {
            if (coefficients.length < places) {
                coefficients = new float[places];
            }
            if (upper.length < width) {
                upper = new float[width];
                lower = new float[width];
            }
        }

        void nextRow() {
            float[] above = upper;
            upper = lower;
            lower = above;
        }
    }

    /**
     * The estimate, on the scale of the values, from all channels together.
     *
     * @return 0 for images less than two pixels high or wide
     */
    public static float of(Pixels image) {
        ImageShape shape = image.shape();
        if (shape.height() < 2 || shape.width() < 2) {
            return 0;
        }
        Scratch scratch = SCRATCH.get();
        int count = (int) Math.min(places(shape), MOST);
        scratch.ready(count, shape.width());
        if (places(shape) <= MOST) {
            all(image, scratch);
        } else {
            some(image, scratch.coefficients);
        }
        return (float) (median(scratch, count) / MEDIAN);
    }

    private static long places(ImageShape shape) {
        return (long) shape.channels() * (shape.height() - 1) * (shape.width() - 1);
    }

    private static void all(Pixels image, Scratch scratch) {
        ImageShape shape = image.shape();
        int width = shape.width();
        float[] coefficients = scratch.coefficients;
        int next = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            image.copyRow(channel, 0, 0, scratch.lower, 0, width);
            for (int y = 1; y < shape.height(); y++) {
                scratch.nextRow();
                image.copyRow(channel, y, 0, scratch.lower, 0, width);
                float[] upper = scratch.upper;
                float[] lower = scratch.lower;
                for (int x = 1; x < width; x++) {
                    coefficients[next++] = Math.abs(upper[x - 1] - upper[x] - lower[x - 1] + lower[x]) / 2;
                }
            }
        }
    }

    /** As many as are enough, at equal distances. */
    private static void some(Pixels image, float[] coefficients) {
        ImageShape shape = image.shape();
        long places = places(shape);
        int columns = shape.width() - 1;
        int rows = shape.height() - 1;
        for (int i = 0; i < MOST; i++) {
            long place = places * i / MOST;
            int x = (int) (place % columns);
            int y = (int) (place / columns % rows);
            int channel = (int) (place / columns / rows);
            coefficients[i] = Math.abs(diagonal(image, channel, y, x));
        }
    }

    /** Its variance is that of the noise. */
    private static float diagonal(Pixels image, int channel, int y, int x) {
        return (image.get(channel, y, x)
                        - image.get(channel, y, x + 1)
                        - image.get(channel, y + 1, x)
                        + image.get(channel, y + 1, x + 1))
                / 2;
    }

    /**
     * The value in the middle were the first {@code count} sorted: counted in buckets first, because comparing noise with noise is
     * what a processor can't foresee; then only the bucket that holds it is sorted out. Moves values about.
     */
    private static float median(Scratch scratch, int count) {
        float[] values = scratch.coefficients;
        int[] counts = scratch.counts;
        Arrays.fill(counts, 0);
        for (int i = 0; i < count; i++) {
            counts[bucket(values[i])]++;
        }
        int left = count / 2;
        int bucket = 0;
        while (left >= counts[bucket]) {
            left -= counts[bucket++];
        }
        int found = 0;
        for (int i = 0; i < count; i++) {
            float value = values[i];
            if (bucket(value) == bucket) {
                values[found++] = value;
            }
        }
        Arrays.sort(values, 0, found);
        return values[left];
    }

    private static int bucket(float positive) {
        return Float.floatToRawIntBits(positive) >>> BUCKET_SHIFT;
    }
}
