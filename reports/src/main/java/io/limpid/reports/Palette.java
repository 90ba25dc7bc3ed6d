package io.limpid.reports;

import java.awt.Color;

/** Colours that people with any of the common colour vision deficiencies can tell apart. */
final class Palette {
    /** Ten colours for classes or lines, of Petroff, "Accessible color sequences for data visualization" (2021). */
    private static final int[] CLASSES = {
        0x3f90da, 0xffa90e, 0xbd1f01, 0x94a4a2, 0x832db6, 0xa96b59, 0xe76300, 0xb9ac70, 0x717581, 0x92dadd
    };
    /** Blue, white, red: "RdBu" of Brewer and Harrower, ColorBrewer (2003). */
    private static final int[] DIVERGING = {0x2166ac, 0x92c5de, 0xf7f7f7, 0xf4a582, 0xb2182b};
    /** White to blue: "Blues" of the same. */
    private static final int[] SEQUENTIAL = {0xf7fbff, 0x9ecae1, 0x2171b5};

    private Palette() {}

    static int size() {
        return CLASSES.length;
    }

    /** The colour of a class; they come again after ten. */
    static Color ofClass(int index) {
        return new Color(CLASSES[Math.floorMod(index, CLASSES.length)]);
    }

    /**
     * Blue below zero, white at zero, red above.
     *
     * @param value in [-1,1]; what is outside is clipped, NaN is grey
     * @return 0xRRGGBB
     */
    static int diverging(float value) {
        if (Float.isNaN(value)) {
            return 0x808080;
        }
        return at(DIVERGING, (value + 1) / 2);
    }

    /**
     * White at 0, blue at 1.
     *
     * @param value in [0,1]; what is outside is clipped
     * @return 0xRRGGBB
     */
    static int sequential(float value) {
        return at(SEQUENTIAL, value);
    }

    private static int at(int[] stops, float share) {
        float place = Math.max(0, Math.min(1, share)) * (stops.length - 1);
        int below = Math.min(stops.length - 2, (int) place);
        return mixed(stops[below], stops[below + 1], place - below);
    }

    private static int mixed(int from, int to, float share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int low = from >> shift & 0xff;
            int high = to >> shift & 0xff;
            mixed |= Math.round(low + share * (high - low)) << shift;
        }
        return mixed;
    }
}
