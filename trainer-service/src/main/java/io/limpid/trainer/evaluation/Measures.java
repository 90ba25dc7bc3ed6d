package io.limpid.trainer.evaluation;

import io.limpid.contracts.image.ImageShape;
import io.limpid.datasets.quality.Quality;

/** Means over images of how near they are to clean ones. */
final class Measures {
    /** Equal images would make the mean of PSNR infinite. */
    private static final double HIGHEST_PSNR = 100;
    /** The side of SSIM's window. */
    private static final int SMALLEST_FOR_SSIM = 11;

    private int count;
    private int structured;
    private double mse;
    private double l1;
    private double psnr;
    private double ssim;

    void add(float[] image, float[] clean, ImageShape shape) {
        count++;
        double error = Quality.mse(image, clean);
        mse += error;
        l1 += absolute(image, clean);
        psnr += Math.min(HIGHEST_PSNR, -10 * Math.log10(error));
        if (shape.height() >= SMALLEST_FOR_SSIM && shape.width() >= SMALLEST_FOR_SSIM) {
            structured++;
            ssim += Quality.ssim(image, clean, shape.channels(), shape.height(), shape.width());
        }
    }

    private static double absolute(float[] image, float[] clean) {
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            sum += Math.abs(image[i] - clean[i]);
        }
        return sum / image.length;
    }

    double mse() {
        return mse / count;
    }

    /** @param suffix behind each name, such as {@code denoised} */
    void put(Evaluation evaluation, String suffix) {
        evaluation
                .metric("mse_" + suffix, mse / count)
                .metric("l1_" + suffix, l1 / count)
                .metric("psnr_" + suffix, psnr / count);
        if (structured > 0) {
            evaluation.metric("ssim_" + suffix, ssim / structured);
        }
    }
}
