package io.limpid.trainer.analysis.anomaly;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;

/**
 * What a denoiser did to one image, in a few numbers that hold for any size. Of the residual, input less output: its energy; its
 * finest diagonal detail, which is almost only noise (Donoho and Johnstone, 1994, estimate noise by it); and its energy in cells
 * of 4 × 4, where noise averages out and what the model can't draw stays. Then the brightness of input and output, and the
 * contrast of the output. {@link AnomalyNodes} computes the same in ONNX.
 */
final class Features {
    static final int CELL = 4;
    /** Added before a logarithm, so that a perfect residual has one too. */
    static final double LEAST_ENERGY = 1e-5;

    private Features() {}

    static double[] of(Pixels image, Pixels denoised) {
        ImageShape shape = image.shape();
        double[] residual = new double[shape.size()];
        double brightIn = 0;
        double brightOut = 0;
        for (int i = 0; i < residual.length; i++) {
            residual[i] = (double) image.get(i) - denoised.get(i);
            brightIn += image.get(i);
            brightOut += denoised.get(i);
        }
        brightIn /= residual.length;
        brightOut /= residual.length;
        return new double[] {
            Math.log(meanSquare(residual) + LEAST_ENERGY),
            Math.log(detail(residual, shape) + LEAST_ENERGY),
            Math.log(coarse(residual, shape) + LEAST_ENERGY),
            brightIn,
            brightOut,
            contrast(denoised, brightOut),
        };
    }

    private static double meanSquare(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum / values.length;
    }

    /** The diagonal detail of Haar's wavelet at each pixel; 0 in the last row and column, which have no neighbours. */
    private static double detail(double[] residual, ImageShape shape) {
        int width = shape.width();
        double sum = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height() - 1; y++) {
                int at = (channel * shape.height() + y) * width;
                for (int x = at; x < at + width - 1; x++) {
                    double value = (residual[x] - residual[x + 1] - residual[x + width] + residual[x + width + 1]) / 2;
                    sum += value * value;
                }
            }
        }
        return sum / residual.length;
    }

    private static double coarse(double[] residual, ImageShape shape) {
        double sum = 0;
        int cells = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int top = first(shape.height()); top < shape.height(); top += CELL) {
                for (int left = first(shape.width()); left < shape.width(); left += CELL) {
                    double mean = cell(residual, shape, channel, top, left);
                    sum += mean * mean;
                    cells++;
                }
            }
        }
        return sum / cells;
    }

    /** Where the first cell begins: cells that don't fit are cut at both ends, as ONNX's SAME_UPPER says. */
    private static int first(int size) {
        int cut = (CELL - size % CELL) % CELL;
        return -(cut / 2);
    }

    private static double cell(double[] residual, ImageShape shape, int channel, int top, int left) {
        double sum = 0;
        int count = 0;
        for (int y = Math.max(0, top); y < Math.min(shape.height(), top + CELL); y++) {
            for (int x = Math.max(0, left); x < Math.min(shape.width(), left + CELL); x++) {
                sum += residual[(channel * shape.height() + y) * shape.width() + x];
                count++;
            }
        }
        return sum / count;
    }

    private static double contrast(Pixels picture, double mean) {
        double sum = 0;
        int size = picture.shape().size();
        for (int i = 0; i < size; i++) {
            double difference = picture.get(i) - mean;
            sum += difference * difference;
        }
        return Math.sqrt(sum / size);
    }
}
