package io.limpid.trainer.job;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.datasets.ImageSet.Shape;
import io.limpid.datasets.PairSet;
import io.limpid.datasets.Resize;
import io.limpid.datasets.noise.NoiseModel;
import io.limpid.datasets.noise.SampleRandom;
import io.limpid.trainer.analysis.anomaly.TrainingPairs;
import java.util.random.RandomGenerator;

/**
 * Training pictures as a service runs them: whole, or a tile of those that are cut into tiles. Each is made when it is asked for, of no more of the
 * picture than it shows.
 */
final class WholePictures implements TrainingPairs {
    /** The side of a tile in pixels, unless a service is told another: what has more pixels than its square is cut. */
    static final int TILE = 512;

    private static final int TILE_PIXELS = TILE * TILE;

    private final PairSet pictures;
    private final NoiseModel noise;
    private final long seed;
    private final int least;
    private final double smallest;
    private final double largest;
    private final int size;

    /**
     * @param noise goes onto the input
     * @param least side, in pixels, below which no picture is shrunk
     * @param smallest the smallest size of a picture, 1 for its own; each is shown in one drawn log-uniformly
     * @param largest the largest size
     * @param size how many, evenly spread; at most as many as there are pictures
     */
    WholePictures(PairSet pictures, NoiseModel noise, long seed, int least, double smallest, double largest, int size) {
        this.pictures = pictures;
        this.noise = noise;
        this.seed = seed;
        this.least = least;
        this.smallest = smallest;
        this.largest = largest;
        this.size = size;
    }

    /** Pixels of a picture at the largest size, tiles taken into account: the mean of all. */
    static double pixels(PairSet pictures, double largest) {
        double sum = 0;
        for (int i = 0; i < pictures.size(); i++) {
            Shape shape = pictures.shape(i);
            sum += Math.min(TILE_PIXELS, largest * shape.height() * largest * shape.width());
        }
        return sum / pictures.size();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Pair pair(int index) {
        int picture = (int) ((long) index * pictures.size() / size);
        RandomGenerator random = SampleRandom.of(seed, picture);
        Shape whole = pictures.shape(picture);
        double drawn = smallest == largest ? smallest : smallest * Math.pow(largest / smallest, random.nextDouble());
        double scale = Math.max(drawn, Math.min(1, (double) least / Math.min(whole.height(), whole.width())));
        boolean isCut = scale * whole.height() * scale * whole.width() > TILE_PIXELS;
        int height = isCut ? shown(whole.height(), scale) : whole.height();
        int width = isCut ? shown(whole.width(), scale) : whole.width();
        PairSet.Window window = new PairSet.Window(
                random.nextInt(whole.height() - height + 1), random.nextInt(whole.width() - width + 1), height, width);
        Shape part = new Shape(whole.channels(), height, width);
        Shape sized = new Shape(whole.channels(), scaled(height, scale), scaled(width, scale));
        float[] input = new float[part.size()];
        pictures.copyInput(picture, window, input, 0);
        input = scale == 1 ? input : Resize.resize(input, part, sized);
        float[] clean = new float[part.size()];
        pictures.copyClean(picture, window, clean, 0);
        clean = scale == 1 ? clean : Resize.resize(clean, part, sized);
        noise.apply(input, 0, sized, random);
        ImageShape shape = new ImageShape(sized.channels(), sized.height(), sized.width());
        return new Pair(Pixels.of(shape, clean), Pixels.of(shape, input));
    }

    /** How much of a side becomes a tile's. */
    private static int shown(int side, double scale) {
        return (int) Math.max(1, Math.min(side, Math.round(TILE / scale)));
    }

    private static int scaled(int side, double scale) {
        return (int) Math.max(1, Math.round(side * scale));
    }
}
