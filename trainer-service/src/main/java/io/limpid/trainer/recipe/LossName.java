package io.limpid.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a training makes small. */
public enum LossName {
    /** The mean squared error. */
    @JsonProperty("mse")
    MSE,
    /** The mean absolute error. */
    @JsonProperty("l1")
    L1,
    /** Binary cross-entropy, each pixel's value taken as a probability. */
    @JsonProperty("bce")
    BCE,
    /** The mean squared error plus a tenth of one minus the structural similarity. */
    @JsonProperty("mse+ssim")
    MSE_SSIM,
    /** The logarithm of each image's mean squared error: its PSNR, negated, so that weak noise counts as much as strong. */
    @JsonProperty("psnr")
    PSNR,
    /** Softmax cross-entropy of classifiers. */
    @JsonProperty("cross-entropy")
    CROSS_ENTROPY
}
