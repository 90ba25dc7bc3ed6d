package io.limpid.trainer.recipe;

/**
 * A discriminator that is trained against the denoiser, as in system E2 (Isola et al., 2017).
 *
 * @param weight of the adversarial term in the denoiser's loss
 * @param learningRate of the discriminator's own Adam
 */
public record Adversary(double weight, double learningRate) {
    public Adversary {
        Values.moreThanZero(1000, "adversary.weight", weight);
        Values.moreThanZero(10, "adversary.learningRate", learningRate);
    }
}
