package io.limpid.denoiser;

/** Why an image that could be read was not denoised. */
enum Refusal {
    /** No live denoiser takes images of that shape, or none has the name asked for. */
    NO_MODEL,
    /** The model failed on this image. */
    INFERENCE_FAILED,
    /** The denoised image, encoded, is larger than an answer may be. */
    ANSWER_TOO_LARGE,
    /** Something failed that should not have. */
    INTERNAL_ERROR
}
