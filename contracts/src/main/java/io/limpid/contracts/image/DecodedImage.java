package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An image as decoded: the colour that a model sees, and what is kept aside for the answer.
 *
 * <p>Colour is never premultiplied with alpha: it is as bright under half transparent pixels as the sender sees it, and its noise
 * as strong. A file that stores it premultiplied (a TIFF can) is divided by its alpha; where that is 0, colour is 0.
 *
 * @param pixels the colour, upright: {@code [1|3, height, width]}; files give values in [0,1]
 * @param alpha how opaque each pixel is, from 0 to 1: {@code [1, height, width]}; empty where the image holds none
 * @param bitDepth bits a channel that a file needs to hold the values: 16 when they came from a file of more than 8, else 8
 */
public record DecodedImage(Pixels pixels, Optional<Pixels> alpha, int bitDepth) {
    public DecodedImage {
        requireNonNull(pixels, "pixels");
        requireNonNull(alpha, "alpha");
        if (bitDepth != 8 && bitDepth != 16) {
            throw new IllegalArgumentException("expected 8 or 16 bits a channel, got " + bitDepth);
        }
        ImageShape shape = pixels.shape();
        if (alpha.isPresent() && !alpha.get().shape().equals(shape.withChannels(1))) {
            throw new IllegalArgumentException("expected alpha of the size of the image " + shape + ", got "
                    + alpha.get().shape());
        }
    }

    static DecodedImage opaque(Pixels pixels) {
        return new DecodedImage(pixels, Optional.empty(), 8);
    }

    /** The picture as its sender looks at it, of an image stored in another orientation. */
    DecodedImage turned(Orientation orientation) {
        return orientation == Orientation.UPRIGHT
                ? this
                : new DecodedImage(orientation.turn(pixels), alpha.map(orientation::turn), bitDepth);
    }

    DecodedImage withPixels(Pixels other) {
        return new DecodedImage(other, alpha, bitDepth);
    }
}
