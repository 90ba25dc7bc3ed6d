package io.limpid.datasets;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Collects images as they are found, and puts them into the order of their keys. */
final class ImageSetBuilder {
    private final ImageSet.Shape shape;
    private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    private final ByteArrayOutputStream labels = new ByteArrayOutputStream();
    private final List<String> keys = new ArrayList<>();

    ImageSetBuilder(ImageSet.Shape shape) {
        this.shape = shape;
    }

    /** @param planar exactly one image */
    void add(String key, int label, byte[] planar, int offset) {
        pixels.write(planar, offset, shape.size());
        labels.write(label);
        keys.add(key);
    }

    int size() {
        return keys.size();
    }

    ImageSet build(List<String> labelNames) {
        int[] byKey = IntStream.range(0, keys.size())
                .boxed()
                .sorted(Comparator.comparing(keys::get))
                .mapToInt(Integer::intValue)
                .toArray();
        return ImageSet.of(shape, pixels.toByteArray(), labels.toByteArray(), labelNames)
                .pick(byKey);
    }
}
