package io.limpid.quickstart.files;

import io.limpid.contracts.image.Pixels;

/**
 * Whether a picture looks like a scanned page: light paper nearly everywhere, and some dark ink on it. A pixel is paper from 0.65 of 1 on,
 * since the paper of scans is yellowed, stained and in the shade; ink is at most 0.35. A page has at least 70 % paper and 1 % ink.
 *
 * <p>Tried on all 108 noisy scans of NoisyOffice, which are pages by this, and all 68 photographs of BSD68, of which none is, with and
 * without Gaussian noise of 25 and 50 of 255. Of the 399 of BSD400, 4 are: bright skies behind something dark. So it is good for a
 * hint, not for a choice.
 */
final class ScannedPage {
    private static final float PAPER = 0.65f;
    private static final float INK = 0.35f;
    private static final double LEAST_PAPER = 0.7;
    private static final double LEAST_INK = 0.01;

    private ScannedPage() {}

    /** @param picture of 1 or 3 channels; colours count as their grey */
    static boolean isLike(Pixels picture) {
        Pixels grey = picture.withChannels(1);
        int size = grey.shape().size();
        int paper = 0;
        int ink = 0;
        for (int i = 0; i < size; i++) {
            float value = grey.get(i);
            paper += value >= PAPER ? 1 : 0;
            ink += value <= INK ? 1 : 0;
        }
        return paper >= LEAST_PAPER * size && ink >= LEAST_INK * size;
    }
}
