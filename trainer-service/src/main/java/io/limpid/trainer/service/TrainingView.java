package io.limpid.trainer.service;

import io.limpid.trainer.supervise.TrainingOutcome.PublishedModel;
import io.limpid.trainer.supervise.TrainingProgress;
import io.limpid.trainer.supervise.TrainingSnapshot;
import io.limpid.trainer.supervise.TrainingState;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A training, as answers tell it. */
@Schema(name = "Training", description = "A training and how it went so far")
public record TrainingView(
        String id,
        TrainingState state,

        @Schema(description = "The recipe's name") String recipe,

        @Schema(description = "The run's id; empty before there is one")
        String run,

        @Schema(description = "Why it failed, or what else is to be said of its end")
        String message,

        TrainingSnapshot.Times times,

        @Schema(description = "Epochs that ended, the last step, notes")
        TrainingProgress progress,

        @Schema(description = "What was measured on the test images, by name")
        Map<String, Double> metrics,

        @Schema(description = "What was published") @Nullable
        PublishedModel model,

        @Schema(description = "Of a training that failed, the last lines that its process printed")
        List<String> output,

        @Schema(description = "Whether the model goes to the stream once the training has finished")
        boolean publish,

        String requestedBy) {
    static TrainingView of(TrainingSnapshot training) {
        return new TrainingView(
                training.id(),
                training.state(),
                training.order().recipe(),
                training.progress().run(),
                training.outcome().message(),
                training.times(),
                training.progress(),
                training.outcome().metrics(),
                training.outcome().model(),
                training.outcome().output(),
                training.order().publish(),
                training.order().requestedBy());
    }

    /** A training in a list. */
    @Schema(name = "TrainingSummary", description = "A training in a list")
    public record Summary(
            String id,
            TrainingState state,
            String recipe,
            String run,
            String message,
            TrainingSnapshot.Times times,
            Map<String, Double> metrics) {
        static Summary of(TrainingSnapshot training) {
            return new Summary(
                    training.id(),
                    training.state(),
                    training.order().recipe(),
                    training.progress().run(),
                    training.outcome().message(),
                    training.times(),
                    training.outcome().metrics());
        }
    }
}
