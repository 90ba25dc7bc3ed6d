package io.limpid.datasets;

import java.util.List;

/** Pairs of picture files, read when they are asked for. */
record FilePairs(List<PictureScan.Pair> pairs, PictureStore store) implements PairSet {
    FilePairs {
        pairs = List.copyOf(pairs);
    }

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public String name(int index) {
        return pairs.get(index).files().name();
    }

    @Override
    public ImageSet.Shape shape(int index) {
        return pairs.get(index).shape();
    }

    @Override
    public float[] input(int index) {
        float[] values = new float[shape(index).size()];
        copyInput(index, whole(index), values, 0);
        return values;
    }

    @Override
    public float[] clean(int index) {
        float[] values = new float[shape(index).size()];
        copyClean(index, whole(index), values, 0);
        return values;
    }

    private Window whole(int index) {
        return new Window(0, 0, shape(index).height(), shape(index).width());
    }

    @Override
    public void copyInput(int index, Window window, float[] target, int offset) {
        store.input(pairs.get(index).files()).copy(window, target, offset);
    }

    @Override
    public void copyClean(int index, Window window, float[] target, int offset) {
        store.clean(pairs.get(index).files()).copy(window, target, offset);
    }
}
