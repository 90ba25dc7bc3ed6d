package io.limpid.quickstart.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the trainer process says, a JSON object a line. */
public sealed interface TrainerEvent {
    /** The run has its folder, and the training begins. */
    record Started(String run, String recipe, int epochs, long images) implements TrainerEvent {}

    /** A line for people. */
    record Note(String text) implements TrainerEvent {}

    /** So many images of this epoch have been trained on. */
    record Step(int epoch, int epochs, long done, long total, double loss, double imagesPerSecond)
            implements TrainerEvent {
        /** The figures beside a progress bar. */
        String figures() {
            return String.format(Locale.ROOT, "loss %.4f  %.0f images/s", loss, imagesPerSecond);
        }
    }

    /** An epoch is over; its validation loss is NaN where no images are held out to validate. */
    record Epoch(int epoch, double trainLoss, double validationLoss) implements TrainerEvent {}

    /** Work after or before the epochs begins: exporting, evaluating. */
    record Stage(String text) implements TrainerEvent {}

    /**
     * All is written.
     *
     * @param metrics numbers by name; none where a training was stopped before its first epoch had ended
     * @param stopped whether it was asked to end before its time, and kept the best so far
     */
    record Finished(String run, String folder, Map<String, Double> metrics, boolean stopped) implements TrainerEvent {
        public Finished {
            metrics = Map.copyOf(metrics);
        }

        /** Ended in its own time. */
        public Finished(String run, String folder, Map<String, Double> metrics) {
            this(run, folder, metrics, false);
        }
    }

    /** The end, and why. */
    record Failed(String message) implements TrainerEvent {}

    /** A line that is no event, such as a native library prints. */
    record Other(String line) implements TrainerEvent {}

    ObjectMapper JSON = new ObjectMapper();

    static TrainerEvent parse(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            return event != null && event.isObject() ? of(event, line) : new Other(line);
        } catch (JsonProcessingException notJson) {
            return new Other(line);
        }
    }

    private static TrainerEvent of(JsonNode event, String line) {
        return switch (event.path("event").asText()) {
            case "started" ->
                new Started(
                        event.path("run").asText(),
                        event.path("recipe").asText(),
                        event.path("epochs").asInt(),
                        event.path("images").asLong());
            case "note" -> new Note(event.path("text").asText());
            case "step" -> step(event);
            case "epoch" ->
                new Epoch(
                        event.path("epoch").asInt(),
                        event.path("train_loss").asDouble(),
                        event.path("validation_loss").asDouble(Double.NaN));
            case "stage" -> new Stage(event.path("text").asText());
            case "finished", "stopped" ->
                new Finished(
                        event.path("run").asText(),
                        event.path("folder").asText(),
                        numbers(event.path("metrics")),
                        event.path("event").asText().equals("stopped"));
            case "failed" -> new Failed(event.path("message").asText());
            default -> new Other(line);
        };
    }

    private static Step step(JsonNode event) {
        return new Step(
                event.path("epoch").asInt(),
                event.path("epochs").asInt(),
                event.path("done").asLong(),
                event.path("total").asLong(),
                event.path("loss").asDouble(),
                event.path("images_per_second").asDouble());
    }

    private static Map<String, Double> numbers(JsonNode metrics) {
        Map<String, Double> numbers = new TreeMap<>();
        metrics.fields().forEachRemaining(metric -> {
            if (metric.getValue().isNumber()) {
                numbers.put(metric.getKey(), metric.getValue().asDouble());
            }
        });
        return numbers;
    }
}
