package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

/** Two sets as one: the second behind the first. */
record JoinedPairs(PairSet first, PairSet second) implements PairSet {
    JoinedPairs {
        requireNonNull(first, "first");
        requireNonNull(second, "second");
    }

    private PairSet of(int index) {
        return index < first.size() ? first : second;
    }

    private int within(int index) {
        return index < first.size() ? index : index - first.size();
    }

    @Override
    public int size() {
        return first.size() + second.size();
    }

    @Override
    public String name(int index) {
        return of(index).name(within(index));
    }

    @Override
    public ImageSet.Shape shape(int index) {
        return of(index).shape(within(index));
    }

    @Override
    public float[] input(int index) {
        return of(index).input(within(index));
    }

    @Override
    public float[] clean(int index) {
        return of(index).clean(within(index));
    }

    @Override
    public void copyInput(int index, Window window, float[] target, int offset) {
        of(index).copyInput(within(index), window, target, offset);
    }

    @Override
    public void copyClean(int index, Window window, float[] target, int offset) {
        of(index).copyClean(within(index), window, target, offset);
    }
}
