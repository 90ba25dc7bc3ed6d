package io.limpid.trainer.analysis;

import java.util.Arrays;

/**
 * What a straight line can tell of a latent space (Alain and Bengio, 2016): multinomial logistic regression on latent vectors,
 * each value standardised, with a little weight decay. Deterministic.
 */
public final class LinearProbe {
    /** Of the squares of the weights, to the mean cross-entropy. */
    private static final double DECAY = 1e-4;

    private static final int ITERATIONS = 200;

    private final int classes;
    private final double[] mean;
    private final double[] scale;
    private final double[] weights;

    private LinearProbe(int classes, double[] mean, double[] scale, double[] weights) {
        this.classes = classes;
        this.mean = mean;
        this.scale = scale;
        this.weights = weights;
    }

    /**
     * Fits a probe.
     *
     * @param latents of training images, all of one length, finite; at least two
     * @param labels a class index each
     * @param classes how many there are, at least two
     * @throws IllegalArgumentException when the latents or labels are no such
     */
    public static LinearProbe train(float[][] latents, int[] labels, int classes) {
        int size = Points.dimensions(latents, 2);
        requireClasses(latents, labels, classes);
        double[] mean = new double[size];
        double[] scale = new double[size];
        standardise(latents, mean, scale);
        LinearProbe blank = new LinearProbe(classes, mean, scale, new double[classes * (size + 1)]);
        CrossEntropy loss = new CrossEntropy(blank.standardised(latents), labels, classes, DECAY);
        return new LinearProbe(classes, mean, scale, Lbfgs.minimise(loss, blank.weights, ITERATIONS));
    }

    private static void requireClasses(float[][] latents, int[] labels, int classes) {
        Points.requireLabels(latents, labels);
        if (classes < 2 || Arrays.stream(labels).anyMatch(label -> label < 0 || label >= classes)) {
            throw new IllegalArgumentException("expected at least two classes and labels below them, found " + classes
                    + " classes and labels up to "
                    + Arrays.stream(labels).max().orElse(0));
        }
    }

    private static void standardise(float[][] latents, double[] mean, double[] scale) {
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            double squares = 0;
            for (float[] latent : latents) {
                sum += latent[i];
            }
            mean[i] = sum / latents.length;
            for (float[] latent : latents) {
                squares += (latent[i] - mean[i]) * (latent[i] - mean[i]);
            }
            // a value that never varies tells nothing, whatever it is in another set
            scale[i] = squares == 0 ? 0 : 1 / Math.sqrt(squares / latents.length);
        }
    }

    private double[][] standardised(float[][] latents) {
        double[][] rows = new double[latents.length][];
        for (int row = 0; row < latents.length; row++) {
            rows[row] = standardised(latents[row]);
        }
        return rows;
    }

    private double[] standardised(float[] latent) {
        double[] values = new double[latent.length];
        for (int i = 0; i < latent.length; i++) {
            values[i] = (latent[i] - mean[i]) * scale[i];
        }
        return values;
    }

    /** The class that is most probable. */
    public int predict(float[] latent) {
        double[] logits = new double[classes];
        CrossEntropy.logits(weights, standardised(latent), logits);
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = logits[c] > logits[best] ? c : best;
        }
        return best;
    }

    /** The part of latents that are given their label, in [0,1]. */
    public double accuracy(float[][] latents, int[] labels) {
        Points.dimensions(latents, 1);
        Points.requireLabels(latents, labels);
        int right = 0;
        for (int i = 0; i < latents.length; i++) {
            right += predict(latents[i]) == labels[i] ? 1 : 0;
        }
        return (double) right / latents.length;
    }
}
