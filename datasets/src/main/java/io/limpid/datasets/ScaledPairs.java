package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

/**
 * Pairs as if all pictures had been enlarged or shrunk.
 *
 * @param scale of both sides, above 0; 1 leaves pictures as they are
 */
public record ScaledPairs(PairSet pairs, double scale) implements PairSet {
    public ScaledPairs {
        requireNonNull(pairs, "pairs");
        if (!(scale > 0)) {
            throw new DataException("expected a scale above 0, found " + scale);
        }
    }

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public String name(int index) {
        return pairs.name(index);
    }

    @Override
    public ImageSet.Shape shape(int index) {
        ImageSet.Shape own = pairs.shape(index);
        return new ImageSet.Shape(own.channels(), scaled(own.height()), scaled(own.width()));
    }

    private int scaled(int side) {
        return (int) Math.max(1, Math.round(side * scale));
    }

    @Override
    public float[] input(int index) {
        return Resize.resize(pairs.input(index), pairs.shape(index), shape(index));
    }

    @Override
    public float[] clean(int index) {
        return Resize.resize(pairs.clean(index), pairs.shape(index), shape(index));
    }
}
