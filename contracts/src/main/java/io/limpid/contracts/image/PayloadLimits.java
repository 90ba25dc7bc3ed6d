package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import java.util.function.LongConsumer;

/**
 * What a payload may ask of its reader, checked before anything is decoded.
 *
 * @param maxBytes of a record's value
 * @param maxPixels of declared width × height; at most {@value #LARGEST_MAX_PIXELS}
 * @param gate is told the declared width × height of what is within the limits, by the thread that is about to decode it and perhaps more than
 *     once an image; it may have that thread wait
 */
public record PayloadLimits(int maxBytes, long maxPixels, LongConsumer gate) {
    /** 4 MiB and 2048 × 2048 pixels. */
    public static final PayloadLimits STANDARD = new PayloadLimits(4 << 20, 2048L * 2048);

    /** Three channels of four bytes a pixel must fit into one array, whatever else is allowed. */
    private static final long LARGEST_MAX_PIXELS = (Integer.MAX_VALUE - 8) / (3 * Float.BYTES);

    public PayloadLimits(int maxBytes, long maxPixels) {
        this(maxBytes, maxPixels, pixels -> {});
    }

    public PayloadLimits {
        requireNonNull(gate, "gate");
        if (maxBytes < 1 || maxPixels < 1 || maxPixels > LARGEST_MAX_PIXELS) {
            throw new IllegalArgumentException(
                    "limits must be at least 1, and maxPixels at most %d, got maxBytes=%d, maxPixels=%d"
                            .formatted(LARGEST_MAX_PIXELS, maxBytes, maxPixels));
        }
    }

    void checkBytes(int length) throws MalformedPayloadException {
        if (length > maxBytes) {
            throw new MalformedPayloadException(
                    PayloadProblem.TOO_MANY_BYTES,
                    "expected at most " + maxBytes + " bytes, found " + length
                            + "; send a smaller image or raise the limit");
        }
    }

    /** The declared shape of an image, if it may be decoded. */
    ImageShape checkShape(long channels, long height, long width) throws MalformedPayloadException {
        if (height < 1 || width < 1) {
            throw new MalformedPayloadException(
                    PayloadProblem.UNDECODABLE,
                    "expected a width and a height of at least 1, found %d × %d".formatted(width, height));
        }
        if (height > maxPixels || width > maxPixels || width * height > maxPixels) {
            throw new MalformedPayloadException(
                    PayloadProblem.TOO_MANY_PIXELS,
                    "expected at most %d pixels, the image declares %d × %d".formatted(maxPixels, width, height));
        }
        if (channels != 1 && channels != 3) {
            throw new MalformedPayloadException(
                    PayloadProblem.UNSUPPORTED_CHANNELS,
                    "expected 1 channel (grey) or 3 (RGB), found " + channels
                            + (channels == 2 || channels == 4 ? "; remove the alpha channel" : ""));
        }
        gate.accept(width * height);
        return new ImageShape((int) channels, (int) height, (int) width);
    }
}
