package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An image set in two parts by chance; the same seed gives the same parts. Each part keeps the set's order.
 *
 * @param training all that is not held out
 * @param heldOut for validation, or for testing
 */
public record Split(ImageSet training, ImageSet heldOut) {
    public Split {
        requireNonNull(training, "training");
        requireNonNull(heldOut, "heldOut");
    }

    /**
     * Holds out that many images.
     *
     * @throws DataException unless at least one image is left for training
     */
    public static Split of(ImageSet set, int heldOut, long seed) {
        if (heldOut < 0 || heldOut >= set.size()) {
            throw new DataException("expected to hold out fewer than the " + set.size() + " images, found " + heldOut);
        }
        boolean[] out = new boolean[set.size()];
        holdOut(out, IntStream.range(0, set.size()).toArray(), heldOut, new SplittableRandom(seed));
        return of(set, out);
    }

    /**
     * Holds out a share of every class, rounded.
     *
     * @param share from 0 to below 1
     */
    public static Split stratified(ImageSet set, double share, long seed) {
        if (!(share >= 0 && share < 1)) {
            throw new DataException("expected a share from 0 to below 1 to hold out, found " + share);
        }
        boolean[] out = new boolean[set.size()];
        SplittableRandom random = new SplittableRandom(seed);
        for (int label = 0; label < set.labelNames().size(); label++) {
            int wanted = label;
            int[] ofClass = IntStream.range(0, set.size())
                    .filter(i -> set.label(i) == wanted)
                    .toArray();
            holdOut(out, ofClass, (int) Math.round(share * ofClass.length), random);
        }
        return of(set, out);
    }

    /** Draws without replacement: the first steps of a Fisher–Yates shuffle. */
    private static void holdOut(boolean[] out, int[] candidates, int count, SplittableRandom random) {
        int[] left = Arrays.copyOf(candidates, candidates.length);
        for (int i = 0; i < count; i++) {
            int drawn = random.nextInt(i, left.length);
            out[left[drawn]] = true;
            left[drawn] = left[i];
        }
    }

    private static Split of(ImageSet set, boolean[] out) {
        return new Split(
                set.pick(IntStream.range(0, out.length).filter(i -> !out[i]).toArray()),
                set.pick(IntStream.range(0, out.length).filter(i -> out[i]).toArray()));
    }
}
