package io.limpid.denoiser;

import io.limpid.contracts.v1.ModelRef;
import io.limpid.inference.Denoised;
import io.limpid.inference.drift.TrainingStatistics;
import io.limpid.streaming.BatchRun;
import java.util.Optional;

/** What became of one image. */
sealed interface Outcome {
    /**
     * Denoised, by that model, in that run.
     *
     * @param training what the model's training images were like, where its file says
     */
    record Clean(Denoised denoised, ModelRef denoiser, BatchRun run, Optional<TrainingStatistics> training)
            implements Outcome {}

    /** Not denoised; trying again would end the same. */
    record Refused(Refusal refusal, String message, String exception) implements Outcome {}
}
