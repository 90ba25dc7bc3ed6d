package io.limpid.trainer.evaluation;

import io.limpid.contracts.image.ImageShape;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.NoisyImages;
import java.util.List;

/** Labelled images of one shape. */
public final class LabelledTestImages implements TestImages {
    private final ImageSet images;
    private final ImageShape shape;

    public LabelledTestImages(ImageSet images) {
        this.images = images;
        ImageSet.Shape each = images.shape();
        this.shape = new ImageShape(each.channels(), each.height(), each.width());
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public ImageShape shape(int index) {
        return shape;
    }

    @Override
    public float[] clean(int index) {
        return images.image(index);
    }

    @Override
    public float[] noisy(int index, NoiseModel noise, long seed) {
        return new NoisyImages(images, noise).image(index, seed);
    }

    @Override
    public int label(int index) {
        return images.label(index);
    }

    @Override
    public List<String> labelNames() {
        return images.labelNames();
    }
}
