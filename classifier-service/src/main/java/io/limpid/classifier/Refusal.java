package io.limpid.classifier;

/** Why a frame was not classified. */
enum Refusal {
    /** The value is not a DenoisedFrame, or its latent vector or picture is damaged. */
    MALFORMED_FRAME,
    /** No live latent head knows the frame's latent space, and no live frame classifier takes its shape. */
    NO_MODEL,
    /** The model failed on this frame. */
    INFERENCE_FAILED,
    /** Something failed that should not have. */
    INTERNAL_ERROR
}
