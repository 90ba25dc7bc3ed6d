package io.limpid.classifier;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.DenoisedFrame;

/**
 * A frame to be classified.
 *
 * @param id the image's; whether a canary serves it hangs on this
 * @param modelWish the name of the classifier its sender asks for; empty leaves the choice to latent space and shape
 */
record Request(DenoisedFrame frame, String id, String modelWish) {
    Request {
        requireNonNull(frame, "frame");
        requireNonNull(id, "id");
        requireNonNull(modelWish, "modelWish");
    }
}
