package io.limpid.datasets.noise;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Chance for one sample: it depends on the seed and the sample's number alone, not on order, threads or batches. */
public final class SampleRandom {
    private SampleRandom() {}

    /** Neighbouring seeds and indices give unrelated numbers. */
    public static RandomGenerator of(long seed, int index) {
        // the multiplier is the golden ratio's, as usual in hashing
        long mixed = (seed * 0x9e3779b97f4a7c15L) ^ (index * 0xbf58476d1ce4e5b9L);
        return new SplittableRandom(mixed ^ (mixed >>> 31));
    }
}
