package io.limpid.trainer.training;

import ai.djl.ndarray.NDArray;

/** What a training makes small. */
public enum Objective {
    /** The mean of squared differences over all values. */
    MSE {
        @Override
        NDArray loss(NDArray prediction, NDArray target) {
            return prediction.sub(target).square().mean();
        }
    },
    /** Softmax cross-entropy of logits and one-hot targets, the mean over samples. */
    CROSS_ENTROPY {
        @Override
        NDArray loss(NDArray logits, NDArray target) {
            return logits.logSoftmax(1).mul(target).sum(new int[] {1}).mean().neg();
        }
    };

    /** A scalar, attached to the prediction's manager. */
    abstract NDArray loss(NDArray prediction, NDArray target);
}
