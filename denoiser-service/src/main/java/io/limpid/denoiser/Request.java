package io.limpid.denoiser;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.NoisyPayload;

/**
 * An image to be denoised.
 *
 * @param modelWish the name of the denoiser its sender asks for; empty leaves the choice to the image's shape
 * @param decodeNanos how long decoding took
 */
record Request(NoisyPayload payload, String modelWish, long decodeNanos) {
    Request {
        requireNonNull(payload, "payload");
        requireNonNull(modelWish, "modelWish");
    }
}
