package io.limpid.trainer.training;

import ai.djl.ndarray.NDArray;
import io.limpid.trainer.network.Scaling;
import io.limpid.trainer.recipe.LossName;

/** What a training makes small. */
public enum Objective {
    /** The mean of squared differences over all values. */
    MSE {
        @Override
        NDArray loss(NDArray prediction, NDArray target) {
            return prediction.sub(target).square().mean();
        }
    },
    /** The mean of absolute differences over all values. */
    L1 {
        @Override
        NDArray loss(NDArray prediction, NDArray target) {
            return prediction.sub(target).abs().mean();
        }
    },
    /** Binary cross-entropy, the mean over all values, which are taken as probabilities; logarithms end at 1e-6. */
    BCE {
        @Override
        NDArray loss(NDArray prediction, NDArray target) {
            NDArray p = prediction.clip(1e-6, 1 - 1e-6);
            NDArray ones = p.log().mul(target);
            NDArray zeros = p.neg().add(1).log().mul(target.neg().add(1));
            return ones.add(zeros).mean().neg();
        }
    },
    /** The mean squared error plus a tenth of 1 − SSIM, after Zhao et al., 2017. */
    MSE_SSIM {
        @Override
        NDArray loss(NDArray prediction, NDArray target) {
            NDArray dissimilarity =
                    StructuralSimilarity.of(prediction, target).neg().add(1);
            return MSE.loss(prediction, target).add(Scaling.times(dissimilarity, SSIM_WEIGHT));
        }
    },
    /**
     * The mean over images of the natural logarithm of their mean squared error, after Chen et al., 2022, NAFNet; the error counts as at
     * least 1e-6, 60 dB.
     */
    PSNR {
        @Override
        NDArray loss(NDArray prediction, NDArray target) {
            NDArray squares = prediction.sub(target).square();
            NDArray errors = squares.reshape(squares.getShape().get(0), -1).mean(new int[] {1});
            return errors.add(LEAST_ERROR).log().mean();
        }
    },
    /** Softmax cross-entropy of logits and one-hot targets, the mean over samples. */
    CROSS_ENTROPY {
        @Override
        NDArray loss(NDArray logits, NDArray target) {
            return logits.logSoftmax(1).mul(target).sum(new int[] {1}).mean().neg();
        }
    };

    private static final float SSIM_WEIGHT = 0.1f;
    private static final float LEAST_ERROR = 1e-6f;

    /** The objective of that name. */
    public static Objective of(LossName name) {
        return valueOf(name.name());
    }

    /** A scalar, attached to the prediction's manager. */
    abstract NDArray loss(NDArray prediction, NDArray target);
}
