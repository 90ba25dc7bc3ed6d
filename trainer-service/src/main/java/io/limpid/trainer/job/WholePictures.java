package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.ImageSet;
import io.limpid.datasets.PairSet;
import io.limpid.datasets.ScaledPairs;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.trainer.analysis.anomaly.TrainingPairs;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Training pictures as a service sees them: whole, or a tile of those that are cut into tiles.
 *
 * @param noise goes onto the input
 */
record WholePictures(PairSet pictures, NoiseModel noise, long seed) {
    /** The largest side, in pixels: that of a tile, unless a service is told another. */
    static final int LARGEST = 512;

    /**
     * Evenly spread pictures, each in a size drawn log-uniformly.
     *
     * @param least the smallest size, 1 for the picture's own
     * @param most the largest
     */
    TrainingPairs pairs(int count, double least, double most) {
        List<Pixels> clean = new ArrayList<>(count);
        List<Pixels> noisy = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int index = (int) ((long) i * pictures.size() / count);
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
            double scale = least * Math.pow(most / least, random.nextDouble());
            PairSet sized = scale == 1 ? pictures : new ScaledPairs(pictures, scale);
            ImageSet.Shape whole = sized.shape(index);
            int height = Math.min(LARGEST, whole.height());
            int width = Math.min(LARGEST, whole.width());
            PairSet.Window window = new PairSet.Window(
                    random.nextInt(whole.height() - height + 1),
                    random.nextInt(whole.width() - width + 1),
                    height,
                    width);
            ImageSet.Shape part = new ImageSet.Shape(whole.channels(), height, width);
            float[] input = new float[part.size()];
            float[] target = new float[part.size()];
            sized.copyInput(index, window, input, 0);
            sized.copyClean(index, window, target, 0);
            noise.apply(input, 0, part, random);
            ImageShape shape = new ImageShape(whole.channels(), height, width);
            noisy.add(Pixels.of(shape, input));
            clean.add(Pixels.of(shape, target));
        }
        return new TrainingPairs(clean, noisy);
    }
}
