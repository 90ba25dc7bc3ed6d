package io.limpid.datasets.quality;

/** How near an image is to a clean one; values on the scale [0,1], planar {@code [channels,height,width]}. */
public final class Quality {
    private static final int WINDOW = 11;
    private static final double WINDOW_SIGMA = 1.5;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;
    private static final double[] KERNEL = kernel();

    private Quality() {}

    /** The mean squared error. */
    public static double mse(float[] image, float[] clean) {
        requireSame(image, clean);
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            double difference = (double) image[i] - clean[i];
            sum += difference * difference;
        }
        return sum / image.length;
    }

    /** The peak signal-to-noise ratio in dB, data range 1; infinite for equal images. */
    public static double psnr(float[] image, float[] clean) {
        return -10 * Math.log10(mse(image, clean));
    }

    /**
     * The structural similarity index (Wang, Bovik, Sheikh and Simoncelli, 2004): Gaussian window 11 × 11 with σ 1.5, K1 0.01,
     * K2 0.03, data range 1, the mean over all whole windows and channels.
     *
     * @param height at least 11
     * @param width at least 11
     * @return at most 1, which equal images have
     */
    public static double ssim(float[] image, float[] clean, int channels, int height, int width) {
        requireSame(image, clean);
        if (height < WINDOW || width < WINDOW || image.length != channels * height * width) {
            throw new IllegalArgumentException("SSIM needs images of at least 11 x 11, got [%d,%d,%d] and %d values"
                    .formatted(channels, height, width, image.length));
        }
        double sum = 0;
        int plane = height * width;
        for (int channel = 0; channel < channels; channel++) {
            sum += ssimOfPlane(image, clean, channel * plane, height, width);
        }
        return sum / channels;
    }

    private static double ssimOfPlane(float[] image, float[] clean, int start, int height, int width) {
        double[] x = new double[height * width];
        double[] y = new double[height * width];
        double[] xx = new double[height * width];
        double[] yy = new double[height * width];
        double[] xy = new double[height * width];
        for (int i = 0; i < x.length; i++) {
            x[i] = image[start + i];
            y[i] = clean[start + i];
            xx[i] = x[i] * x[i];
            yy[i] = y[i] * y[i];
            xy[i] = x[i] * y[i];
        }
        double[] meanX = blurred(x, height, width);
        double[] meanY = blurred(y, height, width);
        double[] meanXx = blurred(xx, height, width);
        double[] meanYy = blurred(yy, height, width);
        double[] meanXy = blurred(xy, height, width);
        double sum = 0;
        for (int i = 0; i < meanX.length; i++) {
            double product = meanX[i] * meanY[i];
            double squares = meanX[i] * meanX[i] + meanY[i] * meanY[i];
            double covariance = meanXy[i] - product;
            double variances = meanXx[i] + meanYy[i] - squares;
            sum += (2 * product + C1) * (2 * covariance + C2) / ((squares + C1) * (variances + C2));
        }
        return sum / meanX.length;
    }

    /** Weighted means over whole windows: the result is smaller by 10 in each direction. */
    private static double[] blurred(double[] values, int height, int width) {
        int outWidth = width - WINDOW + 1;
        int outHeight = height - WINDOW + 1;
        double[] rows = new double[height * outWidth];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < outWidth; x++) {
                double sum = 0;
                for (int k = 0; k < WINDOW; k++) {
                    sum += KERNEL[k] * values[y * width + x + k];
                }
                rows[y * outWidth + x] = sum;
            }
        }
        double[] out = new double[outHeight * outWidth];
        for (int y = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++) {
                double sum = 0;
                for (int k = 0; k < WINDOW; k++) {
                    sum += KERNEL[k] * rows[(y + k) * outWidth + x];
                }
                out[y * outWidth + x] = sum;
            }
        }
        return out;
    }

    private static double[] kernel() {
        double[] kernel = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            kernel[i] = Math.exp(-distance * distance / (2 * WINDOW_SIGMA * WINDOW_SIGMA));
            sum += kernel[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    private static void requireSame(float[] image, float[] clean) {
        if (image.length != clean.length || image.length == 0) {
            throw new IllegalArgumentException(
                    "expected two images of one size, got " + image.length + " and " + clean.length + " values");
        }
    }
}
