package io.limpid.trainer.evaluation;

import io.limpid.contracts.image.ImageShape;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.PairSet;
import io.limpid.datasets.noise.NoiseModel;
import java.util.List;
import java.util.SplittableRandom;

/** Whole pictures of any size, without labels. */
public final class PictureTestImages implements TestImages {
    private final PairSet pictures;
    private final int size;

    /** @param most how many; 0 for all */
    public PictureTestImages(PairSet pictures, int most) {
        this.pictures = pictures;
        this.size = most == 0 ? pictures.size() : Math.min(most, pictures.size());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public ImageShape shape(int index) {
        ImageSet.Shape shape = pictures.shape(index);
        return new ImageShape(shape.channels(), shape.height(), shape.width());
    }

    @Override
    public float[] clean(int index) {
        return pictures.clean(index);
    }

    @Override
    public float[] noisy(int index, NoiseModel noise, long seed) {
        float[] image = pictures.input(index);
        // neighbouring seeds of this generator are unrelated
        noise.apply(image, 0, pictures.shape(index), new SplittableRandom(seed * 1_000_003 + index));
        return image;
    }

    @Override
    public int label(int index) {
        return -1;
    }

    @Override
    public List<String> labelNames() {
        return List.of();
    }
}
