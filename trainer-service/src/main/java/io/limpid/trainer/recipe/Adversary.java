package io.limpid.trainer.recipe;

/**
 * A discriminator that is trained against the denoiser, as in system E2 (Isola et al., 2017).
 *
 * @param weight of the adversarial term in the denoiser's loss
 * @param learningRate of the discriminator's own Adam
 */
public record Adversary(
        @Required @Limits(least = 0, leastExcluded = true, most = 1000, mostExcluded = true)
        double weight,

        @Required @Limits(least = 0, leastExcluded = true, most = 10, mostExcluded = true)
        double learningRate) {
    public Adversary {
        Values.limited(Adversary.class, "adversary.weight", weight);
        Values.limited(Adversary.class, "adversary.learningRate", learningRate);
    }
}
