package io.limpid.studio.image;

import io.limpid.datasets.noise.NoiseModel;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be done to an upload before it is published.
 *
 * @param noise what is added
 * @param noiseText its text form; {@code none} for nothing
 * @param seed of the noise: the same seed, the same noise
 * @param fit the shape to bring it to; empty for its own
 */
public record Wish(NoiseModel noise, String noiseText, long seed, Optional<Fit> fit) {
    private static final Pattern FIT = Pattern.compile("([13])x([0-9]{1,4})x([0-9]{1,4})");
    private static final String NONE = "none";

    /**
     * A shape to bring an image to.
     *
     * @param channels 1 or 3
     * @param height in pixels; 0, with the width, for the image's own
     */
    public record Fit(int channels, int height, int width) {
        public Fit {
            if ((height == 0) != (width == 0)) {
                throw new IllegalArgumentException(
                        "expected both height and width or neither, found " + height + " and " + width);
            }
        }

        boolean keepsSize() {
            return height == 0;
        }
    }

    /**
     * Reads a wish.
     *
     * @param noise as {@link NoiseModel#parse} reads it; empty for none
     * @param fit channels, height and width joined by x, such as {@code 1x28x28}; empty for the image's own
     * @throws IllegalArgumentException naming the allowed forms
     */
    public static Wish parse(String noise, long seed, String fit) {
        String text = noise.isBlank() ? NONE : noise.trim();
        return new Wish(NoiseModel.parse(text), text, seed, fit.isBlank() ? Optional.empty() : Optional.of(parse(fit)));
    }

    private static Fit parse(String fit) {
        Matcher parts = FIT.matcher(fit);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "expected fit as CHANNELSxHEIGHTxWIDTH, such as 1x28x28 or 3x0x0, found '" + fit + "'");
        }
        return new Fit(number(parts, 1), number(parts, 2), number(parts, 3));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    /** Whether an upload goes to the stream as it came, byte for byte. */
    boolean changesNothing() {
        return noiseText.equals(NONE) && fit.isEmpty();
    }
}
