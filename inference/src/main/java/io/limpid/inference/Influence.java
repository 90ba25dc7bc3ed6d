package io.limpid.inference;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import java.util.List;
import java.util.Random;

/**
 * Measures how far around it a pixel changes a denoiser's answer: what tiles must overlap by. And, where that is more than they do, what
 * becomes of it.
 */
final class Influence {
    /** Wide enough to see a reach of {@link #FARTHEST} from its middle. */
    private static final int SIDE = 160;
    /** What reaches farther, such as a mean over the whole image, is taken to reach this far. */
    static final int FARTHEST = 64;
    /** Networks that halve the sides answer differently by where on their grid a pixel lies. */
    private static final int[] PHASES = {0, 1, 2, 3, 5, 8, 13, 15};
    /** Above what rounding makes of values in [0,1]. */
    private static final float NOTHING = 2e-6f;
    /** Of an answer's values; with more at the bounds of [0,1], too little would show. */
    private static final double MOST_CLIPPED = 0.25;
    /** Of the picture that seams are looked for in, in pixels; a multiple of {@link Tiling#GRID}, as tiles begin at. */
    private static final int SEAM_SIDE = 256;
    /** Where the tile begins, downwards and to the right, in pixels: it has as much of the picture before it as it has itself. */
    private static final int TILE_FROM = SEAM_SIDE / 2;

    private Influence() {}

    /** Runs the model. */
    interface Runner {
        List<Denoised> denoise(List<Pixels> images) throws InferenceException;
    }

    /**
     * Changes single pixels of a picture of noise, and looks where the answer changes.
     *
     * @return the distance in pixels, in rows or columns, at most {@link #FARTHEST}; that where most of the answer is clipped, so
     *     that nothing can be measured
     */
    static int reach(Runner model, int channels) throws InferenceException {
        ImageShape shape = new ImageShape(channels, SIDE, SIDE);
        float[] noise = new float[shape.size()];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat();
        }
        Pixels before =
                model.denoise(List.of(Pixels.of(shape, noise.clone()))).get(0).image();
        if (clipped(before) > MOST_CLIPPED) {
            return FARTHEST;
        }
        int farthest = 0;
        for (int phase : PHASES) {
            int middle = SIDE / 2 + phase;
            float[] touched = noise.clone();
            for (int channel = 0; channel < channels; channel++) {
                int at = (channel * SIDE + middle) * SIDE + middle;
                touched[at] = touched[at] > 0.5f ? 0 : 1;
            }
            Pixels after =
                    model.denoise(List.of(Pixels.of(shape, touched))).get(0).image();
            farthest = Math.max(farthest, farthestChange(before, after, middle));
        }
        return Math.min(FARTHEST, farthest);
    }

    /**
     * Runs a picture of noise, dark in its lower right quarter and bright elsewhere, and that quarter alone, and looks how much the two answers
     * differ where a tile answers for itself: {@link #FARTHEST} pixels and more from where it was cut. What looks only down or to the right
     * isn't found by this.
     *
     * @return the largest difference, of values in [0,1]; none but rounding's for models that look no farther
     */
    static float seam(Runner model, int channels) throws InferenceException {
        ImageShape shape = new ImageShape(channels, SEAM_SIDE, SEAM_SIDE);
        float[] noise = new float[shape.size()];
        Random random = new Random(2);
        for (int i = 0; i < noise.length; i++) {
            boolean isDark = i % SEAM_SIDE >= TILE_FROM && i / SEAM_SIDE % SEAM_SIDE >= TILE_FROM;
            noise[i] = (random.nextFloat() + (isDark ? 0 : 1)) / 2;
        }
        Pixels picture = Pixels.of(shape, noise);
        Pixels tile = picture.crop(TILE_FROM, TILE_FROM, SEAM_SIDE - TILE_FROM, SEAM_SIDE - TILE_FROM);
        Pixels whole = model.denoise(List.of(picture)).get(0).image();
        Pixels alone = model.denoise(List.of(tile)).get(0).image();
        float largest = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int y = TILE_FROM + FARTHEST; y < SEAM_SIDE; y++) {
                for (int x = TILE_FROM + FARTHEST; x < SEAM_SIDE; x++) {
                    float other = alone.get(channel, y - TILE_FROM, x - TILE_FROM);
                    largest = Math.max(largest, Math.abs(whole.get(channel, y, x) - other));
                }
            }
        }
        return largest;
    }

    /** The share of values at a bound of [0,1], where a model that clips its answer hides what a change does. */
    private static double clipped(Pixels answer) {
        long count = 0;
        for (float value : answer.toArray()) {
            count += value <= 0 || value >= 1 ? 1 : 0;
        }
        return (double) count / answer.shape().size();
    }

    private static int farthestChange(Pixels before, Pixels after, int middle) {
        int farthest = 0;
        for (int channel = 0; channel < before.shape().channels(); channel++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    if (Math.abs(before.get(channel, y, x) - after.get(channel, y, x)) > NOTHING) {
                        farthest = Math.max(farthest, Math.max(Math.abs(y - middle), Math.abs(x - middle)));
                    }
                }
            }
        }
        return farthest;
    }
}
