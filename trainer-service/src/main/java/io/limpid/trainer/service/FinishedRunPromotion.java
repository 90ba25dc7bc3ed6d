package io.limpid.trainer.service;

import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.Stage;
import io.limpid.trainer.run.RunFolder;
import io.limpid.trainer.run.Runs;
import io.limpid.trainer.supervise.Promotion;
import io.limpid.trainer.supervise.TrainingOutcome.PublishedModel;

/** Publishes a run's model as the live one. */
record FinishedRunPromotion(Runs runs, ModelPublisher publisher) implements Promotion {
    @Override
    public PublishedModel publish(String id) throws PublishException {
        RunFolder run = runs.finished(id)
                .orElseThrow(() -> new IllegalStateException("run " + id + " has no model that can be published"));
        ModelRef ref = publisher.publish(run, Stage.LIVE).getRef();
        return new PublishedModel(ref.getName(), Long.toUnsignedString(ref.getVersion()), ref.getLatentSpace());
    }
}
