package io.limpid.datasets.noise;

import static java.util.Objects.requireNonNull;

import io.limpid.datasets.ImageSet;

/** An image set with noise: image i under one seed has the same noise wherever and whenever it is made. Thread-safe. */
public final class NoisyImages {
    private final ImageSet clean;
    private final NoiseModel noise;

    public NoisyImages(ImageSet clean, NoiseModel noise) {
        this.clean = requireNonNull(clean, "clean");
        this.noise = requireNonNull(noise, "noise");
    }

    public int size() {
        return clean.size();
    }

    public ImageSet clean() {
        return clean;
    }

    /** Writes image {@code index} with its noise under {@code seed}. */
    public void copyImage(int index, long seed, float[] target, int offset) {
        clean.copyImage(index, target, offset);
        noise.apply(target, offset, clean.shape(), SampleRandom.of(seed, index));
    }

    public float[] image(int index, long seed) {
        float[] values = new float[clean.shape().size()];
        copyImage(index, seed, values, 0);
        return values;
    }
}
