package io.limpid.denoiser;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.image.NoisyPayload;

/**
 * An image to be denoised.
 *
 * @param id the image's; whether a canary serves it hangs on this
 * @param modelWish the name of the denoiser its sender asks for; empty leaves the choice to the image's shape
 * @param decodeNanos how long decoding took
 */
record Request(NoisyPayload payload, String id, String modelWish, long decodeNanos) {
    Request {
        requireNonNull(payload, "payload");
        requireNonNull(id, "id");
        requireNonNull(modelWish, "modelWish");
    }
}
