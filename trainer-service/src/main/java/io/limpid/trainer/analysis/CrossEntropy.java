package io.limpid.trainer.analysis;

/** The mean cross-entropy of a softmax over linear scores, with weight decay. Weights: a row a class, its bias last. */
final class CrossEntropy implements Lbfgs.Loss {
    private final double[][] rows;
    private final int[] labels;
    private final double[] logits;
    private final double decay;

    CrossEntropy(double[][] rows, int[] labels, int classes, double decay) {
        this.rows = rows;
        this.labels = labels;
        this.logits = new double[classes];
        this.decay = decay;
    }

    static void logits(double[] weights, double[] row, double[] logits) {
        int stride = row.length + 1;
        for (int c = 0; c < logits.length; c++) {
            double sum = weights[c * stride + row.length];
            for (int i = 0; i < row.length; i++) {
                sum += weights[c * stride + i] * row[i];
            }
            logits[c] = sum;
        }
    }

    @Override
    public double at(double[] weights, double[] gradient) {
        double loss = 0;
        for (int i = 0; i < weights.length; i++) {
            boolean bias = (i + 1) % (rows[0].length + 1) == 0;
            gradient[i] = bias ? 0 : decay * weights[i];
            loss += bias ? 0 : decay / 2 * weights[i] * weights[i];
        }
        for (int row = 0; row < rows.length; row++) {
            logits(weights, rows[row], logits);
            loss += softmax(labels[row]) / rows.length;
            descend(rows[row], labels[row], gradient);
        }
        return loss;
    }

    /** Turns the logits into probabilities, and returns the cross-entropy. */
    private double softmax(int label) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - largest);
        }
        double entropy = Math.log(sum) + largest - logits[label];
        for (int c = 0; c < logits.length; c++) {
            logits[c] = Math.exp(logits[c] - largest) / sum;
        }
        return entropy;
    }

    private void descend(double[] row, int label, double[] gradient) {
        int stride = row.length + 1;
        for (int c = 0; c < logits.length; c++) {
            double slope = (logits[c] - (c == label ? 1 : 0)) / rows.length;
            for (int i = 0; i < row.length; i++) {
                gradient[c * stride + i] += slope * row[i];
            }
            gradient[c * stride + row.length] += slope;
        }
    }
}
