package io.limpid.classifier;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.Pixels;
import io.limpid.contracts.v1.DenoisedFrame;
import java.util.Optional;

/**
 * A frame to be classified.
 *
 * @param id the image's; whether a canary serves it hangs on this
 * @param modelWish the name of the classifier its sender asks for; empty leaves the choice to latent space and shape
 * @param picture the frame's picture, where it is decoded already
 * @param decodeNanos how long that took; 0 where it is still to be done
 */
record Request(DenoisedFrame frame, String id, String modelWish, Optional<Pixels> picture, long decodeNanos) {
    Request {
        requireNonNull(frame, "frame");
        requireNonNull(id, "id");
        requireNonNull(modelWish, "modelWish");
        requireNonNull(picture, "picture");
    }

    Request(DenoisedFrame frame, String id, String modelWish) {
        this(frame, id, modelWish, Optional.empty(), 0);
    }
}
