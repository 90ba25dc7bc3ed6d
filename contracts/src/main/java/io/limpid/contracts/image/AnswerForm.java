package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.Encoding;
import java.util.Optional;

/**
 * How a denoised image is to be written.
 *
 * @param encoding of the answer; GRAY8 and RGB8 give way to each other, and WEBP to PNG
 * @param bitDepth bits a channel, 8 or 16, in encodings that know both: PNG and TIFF; others don't look at it
 * @param alpha put back as it came, {@code [1, height, width]} from 0 to 1. PNG and TIFF hold it, GIF as opaque or not (half
 *     and more is opaque); JPEG, BMP and raw pixels drop it
 */
public record AnswerForm(Encoding encoding, int bitDepth, Optional<Pixels> alpha) {
    public AnswerForm {
        requireNonNull(encoding, "encoding");
        requireNonNull(alpha, "alpha");
        if (bitDepth != 8 && bitDepth != 16) {
            throw new IllegalArgumentException("expected 8 or 16 bits a channel, got " + bitDepth);
        }
    }

    /** 8 bits a channel, without alpha. */
    public static AnswerForm of(Encoding encoding) {
        return new AnswerForm(encoding, 8, Optional.empty());
    }

    /** As precise as the image came, with its alpha, as far as the encoding goes. */
    public static AnswerForm of(Encoding encoding, DecodedImage image) {
        return new AnswerForm(encoding, image.bitDepth(), image.alpha()).in(encoding);
    }

    /** The same, as far as that encoding goes. */
    AnswerForm in(Encoding other) {
        int depth = holds16Bits(other) ? bitDepth : 8;
        Optional<Pixels> kept = holdsAlpha(other) ? alpha : Optional.empty();
        boolean unchanged = other == encoding && depth == bitDepth && kept.isPresent() == alpha.isPresent();
        return unchanged ? this : new AnswerForm(other, depth, kept);
    }

    private static boolean holds16Bits(Encoding encoding) {
        // a WebP is about to become a PNG
        return encoding == Encoding.PNG || encoding == Encoding.TIFF || encoding == Encoding.WEBP;
    }

    private static boolean holdsAlpha(Encoding encoding) {
        return holds16Bits(encoding) || encoding == Encoding.GIF;
    }
}
