package io.limpid.studio.image;

import io.limpid.contracts.model.ModelKey;
import io.limpid.datasets.noise.NoiseModel;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be done to an upload before it is published, and who is to answer it.
 *
 * @param noise what is added
 * @param noiseText its text form; {@code none} for nothing
 * @param seed of the noise: the same seed, the same noise
 * @param fit the shape to bring it to; empty for its own
 * @param model the name of the denoiser to use; empty for whichever fits
 */
public record SendOptions(NoiseModel noise, String noiseText, long seed, Optional<Fit> fit, String model) {
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
     * Reads what a page sends.
     *
     * @param noise as {@link NoiseModel#parse} reads it; empty for none
     * @param seed a whole number
     * @param fit channels, height and width joined by x, such as {@code 1x28x28}; empty for the image's own
     * @param model a denoiser's name; empty for any
     * @throws IllegalArgumentException naming the allowed forms
     */
    public static SendOptions parse(String noise, String seed, String fit, String model) {
        String text = noise.isBlank() ? NONE : noise.trim();
        return new SendOptions(
                NoiseModel.parse(text),
                text,
                seed(seed),
                fit.isBlank() ? Optional.empty() : Optional.of(fit(fit)),
                model(model.trim()));
    }

    private static long seed(String seed) {
        try {
            return Long.parseLong(seed);
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException("expected seed as a whole number, found '" + seed + "'", other);
        }
    }

    private static String model(String name) {
        if (!name.isEmpty() && !ModelKey.isLegalName(name)) {
            throw new IllegalArgumentException(
                    "expected model as a denoiser's name, of letters, digits, dots, dashes and underscores, found '"
                            + name + "'");
        }
        return name;
    }

    private static Fit fit(String fit) {
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
