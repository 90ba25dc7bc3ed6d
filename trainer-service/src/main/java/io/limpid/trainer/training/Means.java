package io.limpid.trainer.training;

import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/** Means of figures by name. */
final class Means {
    private final Map<String, DoubleSummaryStatistics> figures = new TreeMap<>();

    void add(String name, double value) {
        figures.computeIfAbsent(name, unknown -> new DoubleSummaryStatistics()).accept(value);
    }

    /** The means since the last call. */
    Map<String, Double> take() {
        Map<String, Double> taken = new TreeMap<>();
        figures.forEach((name, values) -> taken.put(name, values.getAverage()));
        figures.clear();
        return taken;
    }
}
