package io.limpid.trainer.training;

import io.limpid.datasets.ImageSet;
import io.limpid.datasets.SyntheticDigits;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;

/** Synthetic digits as training samples. */
public final class SyntheticSamples implements Samples {
    private final ImageSet clean;
    private final NoisyImages noisy;
    private final boolean images;
    private final boolean classes;

    private SyntheticSamples(int count, String noise, boolean images, boolean classes) {
        this.clean = SyntheticDigits.draw(count, 5);
        this.noisy = new NoisyImages(clean, NoiseModel.parse(noise));
        this.images = images;
        this.classes = classes;
    }

    /** Noisy images, with the clean ones as targets. */
    public static Samples denoising(int count) {
        return new SyntheticSamples(count, "gaussian:0.5", true, false);
    }

    /** Clean images, with their classes as targets. */
    public static Samples classifying(int count) {
        return new SyntheticSamples(count, "none", false, true);
    }

    /** Noisy images, with the clean ones and their classes behind them as targets. */
    static Samples labelled(int count) {
        return new SyntheticSamples(count, "gaussian:0.5", true, true);
    }

    @Override
    public int size() {
        return clean.size();
    }

    @Override
    public int targetSize() {
        return (images ? 784 : 0) + (classes ? 10 : 0);
    }

    @Override
    public void fill(int index, int epoch, float[] input, int inputOffset, float[] target, int targetOffset) {
        noisy.copyImage(index, epoch, input, inputOffset);
        if (images) {
            clean.copyImage(index, target, targetOffset);
        }
        if (classes) {
            target[targetOffset + (images ? 784 : 0) + clean.label(index)] = 1;
        }
    }
}
