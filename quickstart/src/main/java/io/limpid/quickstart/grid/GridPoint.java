package io.limpid.quickstart.grid;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.limpid.quickstart.training.Extent;
import io.limpid.quickstart.training.TrainerEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One combination of values, and what came of it.
 *
 * @param parameters values by key
 * @param run its id; empty before it has been trained
 * @param metrics numbers by name; empty before it has been trained
 * @param message why it failed; else empty
 * @param seconds it took, with loading, measuring and exporting
 */
public record GridPoint(
        Map<String, String> parameters,
        State state,
        String run,
        Map<String, Double> metrics,
        String message,
        double seconds) {
    /** How far a point has come. */
    public enum State {
        @JsonProperty("pending")
        PENDING,
        /** Being trained, or was when the grid was broken off. */
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("failed")
        FAILED
    }

    public GridPoint {
        requireNonNull(state, "state");
        requireNonNull(run, "run");
        requireNonNull(message, "message");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    }

    static GridPoint pending(Map<String, String> parameters) {
        return new GridPoint(parameters, State.PENDING, "", Map.of(), "", 0);
    }

    GridPoint running() {
        return new GridPoint(parameters, State.RUNNING, "", Map.of(), "", 0);
    }

    GridPoint done(TrainerEvent.Finished end, double seconds) {
        return new GridPoint(parameters, State.DONE, end.run(), end.metrics(), "", seconds);
    }

    GridPoint failed(String message, double seconds) {
        return new GridPoint(parameters, State.FAILED, "", Map.of(), message, seconds);
    }

    @JsonIgnore
    boolean isDone() {
        return state == State.DONE;
    }

    double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    Extent extent() {
        return Extent.of(metrics);
    }

    /** Its values in a line: {@code network.depth=1 network.hidden=300}. */
    String label() {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
    }
}
