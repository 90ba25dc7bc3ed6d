package io.limpid.onnx;

import static java.util.Objects.requireNonNull;

/**
 * What a model that was made elsewhere takes and yields.
 *
 * @param input the name of its only input
 * @param channels of the pictures it takes
 * @param height of the pictures; 0 for any
 * @param width of the pictures; 0 for any
 * @param channelsLast whether pictures lie as [batch,height,width,channels], else [batch,channels,height,width]
 * @param output the name of the output that counts
 * @param black what black is, in what it takes and, where it yields pictures, in what it yields
 * @param white what white is
 */
public record ForeignModel(
        String input,
        int channels,
        int height,
        int width,
        boolean channelsLast,
        String output,
        float black,
        float white) {
    public ForeignModel {
        requireNonNull(input, "input");
        requireNonNull(output, "output");
        if (channels < 1 || height < 0 || width < 0) {
            throw new IllegalArgumentException(
                    "expected at least one channel, and a height and width of at least 0 (any), found " + channels
                            + ", " + height + ", " + width);
        }
        if (!Float.isFinite(black) || !Float.isFinite(white) || black == white) {
            throw new IllegalArgumentException(
                    "expected two different numbers for black and white, found " + black + " and " + white);
        }
    }
}
