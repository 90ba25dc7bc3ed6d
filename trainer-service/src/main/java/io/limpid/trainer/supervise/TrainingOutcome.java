package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a training.
 *
 * @param message why it failed, or what else is to be said of its end; may be empty
 * @param metrics those of a finished run, or of a stopped one that kept a model
 * @param model what was published; null where nothing was
 * @param output the last lines that its process printed, where it did not end well
 */
public record TrainingOutcome(
        String message,
        Map<String, Double> metrics,
        @Nullable PublishedModel model,
        List<String> output) {
    public TrainingOutcome {
        requireNonNull(message, "message");
        metrics = Map.copyOf(metrics);
        output = List.copyOf(output);
    }

    static TrainingOutcome open() {
        return saying("");
    }

    static TrainingOutcome saying(String message) {
        return new TrainingOutcome(message, Map.of(), null, List.of());
    }

    /** @param version text, because readers of JSON may not hold 64 bits */
    public record PublishedModel(String name, String version, String latentSpace) {}
}
