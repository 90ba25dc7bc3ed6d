package io.limpid.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.limpid.trainer.network.Scaling;

/** SSIM (Wang, Bovik, Sheikh and Simoncelli, 2004) with gradients: Gaussian window 11 × 11, σ 1.5, data range 1. */
final class StructuralSimilarity {
    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final float C1 = 0.01f * 0.01f;
    private static final float C2 = 0.03f * 0.03f;
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NONE = new Shape(0, 0);

    private StructuralSimilarity() {}

    /**
     * The mean over whole windows, channels and images.
     *
     * @param a {@code [batch,C,H,W]}, at least 11 × 11
     */
    static NDArray of(NDArray a, NDArray b) {
        Shape shape = a.getShape();
        if (shape.get(2) < WINDOW || shape.get(3) < WINDOW) {
            throw new IllegalArgumentException("expected images of at least 11 x 11 for SSIM, found " + shape);
        }
        Shape planes = new Shape(shape.get(0) * shape.get(1), 1, shape.get(2), shape.get(3));
        NDArray x = a.reshape(planes);
        NDArray y = b.reshape(planes);
        NDArray window = a.getManager().create(window(), new Shape(1, 1, WINDOW, WINDOW));
        NDArray meanX = blurred(x, window);
        NDArray meanY = blurred(y, window);
        NDArray product = meanX.mul(meanY);
        NDArray squares = meanX.square().add(meanY.square());
        NDArray covariance = blurred(x.mul(y), window).sub(product);
        NDArray variances = blurred(x.square().add(y.square()), window).sub(squares);
        NDArray above = Scaling.times(product, 2)
                .add(C1)
                .mul(Scaling.times(covariance, 2).add(C2));
        NDArray below = squares.add(C1).mul(variances.add(C2));
        return above.div(below).mean();
    }

    private static NDArray blurred(NDArray planes, NDArray window) {
        return Conv2d.conv2d(planes, window, null, ONE, NONE, ONE, 1).singletonOrThrow();
    }

    private static float[] window() {
        double[] line = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            line[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
            sum += line[i];
        }
        float[] window = new float[WINDOW * WINDOW];
        for (int i = 0; i < window.length; i++) {
            window[i] = (float) (line[i / WINDOW] * line[i % WINDOW] / (sum * sum));
        }
        return window;
    }
}
