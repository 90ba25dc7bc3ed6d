package io.limpid.quickstart.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A comparison for programs. */
final class ComparisonJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparisonJson() {}

    /** Runs; by metric each run's value, or null, and the ids of the best; by recipe key that differs each run's value. */
    static String line(Comparison comparison) {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode runs = all.putArray("runs");
        comparison.runs().forEach(run -> runs.addObject()
                .put("id", run.id())
                .put("folder", run.folder().toString())
                .put("state", run.state()));
        ObjectNode metrics = all.putObject("metrics");
        comparison.metrics().forEach(metric -> put(metrics, metric, comparison));
        comparison.atOtherNoises().forEach(metric -> put(metrics, metric, comparison));
        ObjectNode differing = all.putObject("differing");
        comparison.differing().forEach(key -> key.values().forEach(differing.withArray(key.name())::add));
        return text(all);
    }

    private static void put(ObjectNode metrics, Comparison.Metric metric, Comparison comparison) {
        ObjectNode one = metrics.putObject(metric.name());
        ArrayNode values = one.putArray("values");
        // JSON has no NaN
        metric.values().forEach(value -> values.add(Double.isFinite(value) ? value : null));
        ArrayNode best = one.putArray("best");
        metric.best().forEach(index -> best.add(comparison.runs().get(index).id()));
    }

    private static String text(ObjectNode all) {
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree has a JSON form", impossible);
        }
    }
}
