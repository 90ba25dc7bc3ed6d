package io.limpid.datasets.noise;

import io.limpid.datasets.ImageSet.Shape;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * One of the alternatives an image, then clipping to [0,1] where wanted.
 *
 * @param alternatives at least one; where there is but one, nothing is drawn to choose it
 */
record ComposedNoise(List<NoiseChain> alternatives, boolean clipped) implements NoiseModel {
    ComposedNoise {
        alternatives = List.copyOf(alternatives);
    }

    @Override
    public void apply(float[] image, int offset, Shape shape, RandomGenerator random) {
        int chosen = alternatives.size() == 1 ? 0 : random.nextInt(alternatives.size());
        alternatives.get(chosen).apply(image, offset, shape, random);
        if (clipped) {
            for (int i = offset; i < offset + shape.size(); i++) {
                image[i] = Math.min(1, Math.max(0, image[i]));
            }
        }
    }

    @Override
    public NoiseModel scaled(double scale) {
        if (!(scale > 0 && scale <= 100)) {
            throw new IllegalArgumentException("expected a scale above 0, at most 100, found " + scale);
        }
        return new ComposedNoise(
                alternatives.stream().map(chain -> chain.scaled(scale)).toList(), clipped);
    }

    @Override
    public String toString() {
        return alternatives.stream().map(NoiseChain::toString).collect(Collectors.joining("|"))
                + (clipped ? "" : ":unclipped");
    }
}
