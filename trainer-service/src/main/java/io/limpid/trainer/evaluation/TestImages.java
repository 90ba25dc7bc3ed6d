package io.limpid.trainer.evaluation;

import io.limpid.contracts.image.ImageShape;
import io.limpid.datasets.noise.NoiseModel;
import java.util.List;

/** Images to measure on: clean, and as the model gets them. Thread-safe. */
public interface TestImages {
    int size();

    ImageShape shape(int index);

    /** Planar values in [0,1]. */
    float[] clean(int index);

    /** What the model gets: the same index, noise and seed give the same values. */
    float[] noisy(int index, NoiseModel noise, long seed);

    /** The class of an image; -1 where images have none. */
    int label(int index);

    /** The names of the classes, by index; empty where images have none. */
    List<String> labelNames();
}
