package io.limpid.inference.drift;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;

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

    private NoiseSigma() {}

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
        float[] coefficients = places(shape) <= MOST ? all(image) : some(image);
        return (float) (select(coefficients, coefficients.length / 2) / MEDIAN);
    }

    private static long places(ImageShape shape) {
        return (long) shape.channels() * (shape.height() - 1) * (shape.width() - 1);
    }

    private static float[] all(Pixels image) {
        ImageShape shape = image.shape();
        float[] coefficients = new float[(int) places(shape)];
        int next = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height() - 1; y++) {
                for (int x = 0; x < shape.width() - 1; x++) {
                    coefficients[next++] = Math.abs(diagonal(image, channel, y, x));
                }
            }
        }
        return coefficients;
    }

    /** As many as are enough, at equal distances. */
    private static float[] some(Pixels image) {
        ImageShape shape = image.shape();
        long places = places(shape);
        int columns = shape.width() - 1;
        int rows = shape.height() - 1;
        float[] coefficients = new float[MOST];
        for (int i = 0; i < MOST; i++) {
            long place = places * i / MOST;
            int x = (int) (place % columns);
            int y = (int) (place / columns % rows);
            int channel = (int) (place / columns / rows);
            coefficients[i] = Math.abs(diagonal(image, channel, y, x));
        }
        return coefficients;
    }

    /** The value that would be at the index were all sorted (C. A. R. Hoare, "Algorithm 65: Find", 1961); moves values about. */
    private static float select(float[] values, int index) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            float pivot = values[index];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (pivot < values[j]) {
                    j--;
                }
                if (i <= j) {
                    float swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (j < index) {
                low = i;
            }
            if (index < i) {
                high = j;
            }
        }
        return values[index];
    }

    /** Its variance is that of the noise. */
    private static float diagonal(Pixels image, int channel, int y, int x) {
        return (image.get(channel, y, x)
                        - image.get(channel, y, x + 1)
                        - image.get(channel, y + 1, x)
                        + image.get(channel, y + 1, x + 1))
                / 2;
    }
}
