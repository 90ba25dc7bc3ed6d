package io.limpid.classifier;

import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;

/** Makes the messages that tell of classified frames. */
final class Labels {
    private Labels() {}

    static Classification of(DenoisedFrame frame, Outcome.Labelled labelled) {
        return Classification.newBuilder()
                .setId(frame.getId())
                .setLabel(labelled.label())
                .setClassIndex(labelled.scores().argmax())
                .setConfidence(labelled.scores().confidence())
                .addAllScores(labelled.scores().asList())
                .setClassifier(labelled.classifier())
                .setDenoiser(frame.getDenoiser())
                .setHead(labelled.head())
                .setStageTimes(labelled.times())
                .build();
    }
}
