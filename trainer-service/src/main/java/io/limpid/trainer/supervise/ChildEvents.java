package io.limpid.trainer.supervise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what a training's process says. */
final class ChildEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChildEvents() {}

    /** Empty for what is no event: native libraries print too, and newer trainers may say more. */
    static Optional<ChildEvent> parse(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            return event == null ? Optional.empty() : Optional.ofNullable(of(event));
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }

    private static @Nullable ChildEvent of(JsonNode event) {
        return switch (event.path("event").asText()) {
            case "started" ->
                new ChildEvent.Started(
                        event.path("run").asText(),
                        event.path("epochs").asInt(),
                        event.path("images").asLong());
            case "note" -> new ChildEvent.Note(event.path("text").asText());
            case "step" -> step(event);
            case "epoch" -> epoch(event);
            case "stage" -> new ChildEvent.Stage(event.path("text").asText());
            case "finished" -> new ChildEvent.Finished(metrics(event));
            case "stopped" -> new ChildEvent.Stopped(event.path("epoch").asInt(), metrics(event));
            case "failed" -> new ChildEvent.Failed(event.path("message").asText());
            default -> null;
        };
    }

    private static ChildEvent step(JsonNode event) {
        return new ChildEvent.Step(
                event.path("epoch").asInt(),
                event.path("epochs").asInt(),
                event.path("done").asInt(),
                event.path("total").asInt(),
                event.path("loss").asDouble(),
                event.path("images_per_second").asDouble());
    }

    private static ChildEvent epoch(JsonNode event) {
        JsonNode validation = event.path("validation_loss");
        return new ChildEvent.Epoch(
                event.path("epoch").asInt(),
                event.path("epochs").asInt(),
                event.path("train_loss").asDouble(),
                validation.isNumber() ? Double.valueOf(validation.asDouble()) : null);
    }

    private static Map<String, Double> metrics(JsonNode event) {
        Map<String, Double> metrics = new TreeMap<>();
        event.path("metrics").fields().forEachRemaining(metric -> {
            if (metric.getValue().isNumber()) {
                metrics.put(metric.getKey(), metric.getValue().asDouble());
            }
        });
        return metrics;
    }
}
