package io.limpid.datasets.noise;

import static java.util.Objects.requireNonNull;

import io.limpid.datasets.DataException;
import io.limpid.datasets.ImageSet.Shape;
import io.limpid.datasets.PairSet;
import io.limpid.datasets.Resize;
import java.util.random.RandomGenerator;

/**
 * Square patches out of pictures of any size, as many of each: cut, turned and spoiled by chance. Patch i under one seed is the same
 * wherever and whenever it is made. Thread-safe.
 */
public final class Patches {
    /** Four quarter turns, mirrored or not. */
    private static final int TURNS = 8;

    private final PairSet pairs;
    private final int side;
    private final int perPicture;
    private final boolean turned;
    private final double least;
    private final double most;
    private final Shape shape;

    /**
     * @param side of a patch, in pixels
     * @param perPicture patches of each picture
     * @param turned whether patches are mirrored and turned by quarters; not where up is up, as on maps
     * @throws DataException when a picture is smaller than a patch, or of other channels than the first
     */
    public Patches(PairSet pairs, int side, int perPicture, boolean turned) {
        this(pairs, side, perPicture, turned, 1, 1);
    }

    /**
     * Patches in other sizes than the pictures' own, each in one drawn log-uniformly: as if the picture had been enlarged or shrunk before. One that
     * is not large enough to be shrunk by so much is shrunk as far as a patch can be cut.
     *
     * @param least the smallest size of a picture, 1 for its own
     * @param most the largest
     */
    public Patches(PairSet pairs, int side, int perPicture, boolean turned, double least, double most) {
        this.least = least;
        this.most = most;
        this.pairs = requireNonNull(pairs, "pairs");
        this.side = side;
        this.perPicture = perPicture;
        this.turned = turned;
        if (side < 1 || perPicture < 1 || pairs.size() == 0) {
            throw new DataException("expected patches of at least 1 pixel, 1 a picture, of 1 picture, found %d, %d, %d"
                    .formatted(side, perPicture, pairs.size()));
        }
        this.shape = new Shape(pairs.shape(0).channels(), side, side);
        for (int i = 0; i < pairs.size(); i++) {
            checkFits(pairs.name(i), pairs.shape(i));
        }
    }

    private void checkFits(String name, Shape picture) {
        if (picture.height() < side || picture.width() < side || picture.channels() != shape.channels()) {
            throw new DataException(
                    "%s: expected at least %d x %d pixels of %d channels for a patch, found %d x %d of %d"
                            .formatted(
                                    name,
                                    side,
                                    side,
                                    shape.channels(),
                                    picture.width(),
                                    picture.height(),
                                    picture.channels()));
        }
    }

    /** Patches an epoch. */
    public int size() {
        return pairs.size() * perPicture;
    }

    /** Of every patch. */
    public Shape shape() {
        return shape;
    }

    /**
     * Writes a patch and the same patch of the clean picture. Neighbouring numbers are of different pictures.
     *
     * @param index from 0 to below {@link #size}
     * @param seed another for each epoch gives other patches
     * @param noise goes onto the input
     */
    public void copy(
            int index, long seed, NoiseModel noise, float[] input, int inputOffset, float[] clean, int cleanOffset) {
        RandomGenerator random = SampleRandom.of(seed, index);
        int picture = index % pairs.size();
        Shape whole = pairs.shape(picture);
        int cut = cut(whole, size(random));
        PairSet.Window window = new PairSet.Window(
                random.nextInt(whole.height() - cut + 1), random.nextInt(whole.width() - cut + 1), cut, cut);
        if (cut == side) {
            pairs.copyInput(picture, window, input, inputOffset);
            pairs.copyClean(picture, window, clean, cleanOffset);
        } else {
            Shape small = new Shape(shape.channels(), cut, cut);
            float[] part = new float[small.size()];
            pairs.copyInput(picture, window, part, 0);
            System.arraycopy(Resize.resize(part, small, shape), 0, input, inputOffset, shape.size());
            pairs.copyClean(picture, window, part, 0);
            System.arraycopy(Resize.resize(part, small, shape), 0, clean, cleanOffset, shape.size());
        }
        int turn = turned ? random.nextInt(TURNS) : 0;
        turn(input, inputOffset, turn);
        turn(clean, cleanOffset, turn);
        noise.apply(input, inputOffset, shape, random);
    }

    /** Draws nothing where there is nothing to choose, so that what follows is that of the seed alone. */
    private double size(RandomGenerator random) {
        return least == most ? least : least * Math.pow(most / least, random.nextDouble());
    }

    /** The side of the square that becomes a patch. */
    private int cut(Shape whole, double size) {
        int room = Math.min(whole.height(), whole.width());
        return (int) Math.max(1, Math.min(room, Math.round(side / size)));
    }

    /** @param turn 0 leaves all as it is; bit 0 mirrors left and right, bit 1 top and bottom, bit 2 rows and columns */
    private void turn(float[] values, int offset, int turn) {
        if (turn == 0) {
            return;
        }
        float[] plane = new float[side * side];
        for (int channel = 0; channel < shape.channels(); channel++) {
            int start = offset + channel * plane.length;
            System.arraycopy(values, start, plane, 0, plane.length);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int sourceX = (turn & 1) == 0 ? x : side - 1 - x;
                    int sourceY = (turn & 2) == 0 ? y : side - 1 - y;
                    int source = (turn & 4) == 0 ? sourceY * side + sourceX : sourceX * side + sourceY;
                    values[start + y * side + x] = plane[source];
                }
            }
        }
    }
}
