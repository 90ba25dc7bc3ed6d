package io.limpid.datasets.noise;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Sources in turn, then clipping to [0,1] where wanted. */
record ComposedNoise(List<NoiseSource> sources, boolean clipped) implements NoiseModel {
    ComposedNoise {
        sources = List.copyOf(sources);
    }

    @Override
    public void apply(float[] image, int offset, int length, RandomGenerator random) {
        for (NoiseSource source : sources) {
            source.add(image, offset, length, random);
        }
        if (clipped) {
            for (int i = offset; i < offset + length; i++) {
                image[i] = Math.min(1, Math.max(0, image[i]));
            }
        }
    }

    @Override
    public String toString() {
        String parts = sources.stream().map(NoiseSource::toString).collect(Collectors.joining("+"));
        return (parts.isEmpty() ? "none" : parts) + (clipped ? "" : ":unclipped");
    }
}
