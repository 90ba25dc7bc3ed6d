package io.limpid.datasets;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which pictures to load, and how.
 *
 * @param set a known name, or {@code folder:PATH}, {@code pairs:PATH}, {@code side-by-side:PATH} or {@code left-halves:PATH}
 * @param channels 1 (colours become their luma) or 3 (grey is repeated)
 * @param height in pixels, to which higher pictures are shrunk by area averaging, their proportions kept; 0 leaves them as they are
 * @param testShare of the distinct clean pictures, from 0 to below 1, held out where the set has no split of its own
 * @param splitSeed decides which; the same seed, the same split
 * @param least pixels that pictures must be high and wide, as a patch takes them; 0 for any
 * @param unseen kinds of noise and sheets it lies on, for sets that have several, which none is trained with and all are tested with; empty for no difference
 * @param broken what is done about files that can't be used
 */
public record PictureRequest(
        String set,
        int channels,
        int height,
        double testShare,
        long splitSeed,
        int least,
        List<String> unseen,
        Broken broken) {
    /** Whatever the kinds of noise. */
    public PictureRequest(
            String set, int channels, int height, double testShare, long splitSeed, int least, Broken broken) {
        this(set, channels, height, testShare, splitSeed, least, List.of(), broken);
    }

    public PictureRequest {
        requireNonNull(set, "set");
        requireNonNull(broken, "broken");
        unseen = List.copyOf(unseen);
        if (channels != 1 && channels != 3) {
            throw new DataException("expected 1 or 3 channels, found " + channels);
        }
        if (height < 0) {
            throw new DataException(
                    "expected a height of at least 0, which leaves pictures as they are, found " + height);
        }
        if (!(testShare >= 0 && testShare < 1)) {
            throw new DataException("expected a share from 0 to below 1 to test with, found " + testShare);
        }
    }
}
