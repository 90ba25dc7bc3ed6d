package io.limpid.classifier;

import io.limpid.contracts.v1.Head;
import io.limpid.contracts.v1.ModelRef;
import io.limpid.contracts.v1.StageTimes;
import io.limpid.inference.Scores;
import java.util.List;

/** What became of one frame. */
sealed interface Outcome {
    /**
     * Classified.
     *
     * @param labels the model's class names
     * @param head whether from the latent vector or from the picture
     * @param times what it took
     */
    record Labelled(Scores scores, List<String> labels, ModelRef classifier, Head head, StageTimes times)
            implements Outcome {
        public Labelled {
            labels = List.copyOf(labels);
        }

        String label() {
            return label(scores, labels);
        }

        /** The name of the most probable class; its number where the model has no names. */
        static String label(Scores scores, List<String> labels) {
            int index = scores.argmax();
            return index < labels.size() ? labels.get(index) : Integer.toString(index);
        }
    }

    /** Not classified; trying again would end the same. */
    record Refused(Refusal refusal, String message, String exception) implements Outcome {}
}
