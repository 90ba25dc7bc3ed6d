package io.limpid.datasets.noise;

import io.limpid.datasets.ImageSet.Shape;
import java.util.random.RandomGenerator;

/** A Gaussian blur: a weighted mean of neighbours up to 3 σ away, along rows, then along columns; borders are repeated. */
final class Blur {
    private Blur() {}

    /** @param sigma in pixels; nothing is drawn */
    static void gaussian(float[] image, int offset, Shape shape, double sigma, RandomGenerator unused) {
        int radius = (int) Math.ceil(3 * sigma);
        if (radius == 0) {
            return;
        }
        float[] kernel = kernel(sigma, radius);
        float[] buffer = new float[Math.max(shape.height(), shape.width())];
        for (int channel = 0; channel < shape.channels(); channel++) {
            int plane = offset + channel * shape.height() * shape.width();
            for (int y = 0; y < shape.height(); y++) {
                blurLine(image, plane + y * shape.width(), 1, shape.width(), kernel, buffer);
            }
            for (int x = 0; x < shape.width(); x++) {
                blurLine(image, plane + x, shape.width(), shape.height(), kernel, buffer);
            }
        }
    }

    private static void blurLine(float[] image, int start, int step, int length, float[] kernel, float[] buffer) {
        for (int i = 0; i < length; i++) {
            buffer[i] = image[start + i * step];
        }
        int radius = kernel.length / 2;
        for (int i = 0; i < length; i++) {
            float sum = 0;
            for (int k = -radius; k <= radius; k++) {
                sum += kernel[k + radius] * buffer[Math.min(length - 1, Math.max(0, i + k))];
            }
            image[start + i * step] = sum;
        }
    }

    private static float[] kernel(double sigma, int radius) {
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = (i - radius) / sigma;
            weights[i] = StrictMath.exp(-distance * distance / 2);
            sum += weights[i];
        }
        float[] kernel = new float[weights.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
        return kernel;
    }
}
