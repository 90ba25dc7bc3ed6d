package io.limpid.denoiser;

import io.limpid.contracts.v1.ModelRef;
import io.limpid.inference.Denoised;

/** What became of one image. */
sealed interface Outcome {
    /** Denoised, by that model, in that run. */
    record Clean(Denoised denoised, ModelRef denoiser, Run run) implements Outcome {}

    /** Not denoised; trying again would end the same. */
    record Refused(Refusal refusal, String message, String exception) implements Outcome {}
}
