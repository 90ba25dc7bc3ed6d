package io.limpid.quickstart.grid;

import io.limpid.reports.Bars;
import io.limpid.reports.Heatmap;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A grid's ranking metric over its varied keys: bars over one; heat maps over the first two, one for each combination of the
 * others, all with the same colours.
 */
final class GridPictures {
    private static final String FORMAT = "%.4g";

    private final GridState state;
    private final List<String> keys;

    GridPictures(GridState state) {
        this.state = state;
        this.keys = List.copyOf(state.definition().over().keySet());
    }

    /** PNG files, by what they show. */
    Map<String, byte[]> all() {
        if (state.best().isEmpty()) {
            return Map.of();
        }
        return keys.size() == 1 ? bars() : maps();
    }

    private Map<String, byte[]> bars() {
        String title = state.definition().by() + " over " + keys.get(0);
        Bars bars = new Bars(title, FORMAT);
        for (GridPoint point : state.points()) {
            String value = point.parameters().get(keys.get(0));
            if (state.best().filter(point::equals).isPresent()) {
                bars.marked(value, state.value(point));
            } else {
                bars.bar(value, state.value(point));
            }
        }
        return Map.of(title, bars.png());
    }

    private Map<String, byte[]> maps() {
        DoubleSummaryStatistics range = state.points().stream()
                .mapToDouble(state::value)
                .filter(Double::isFinite)
                .summaryStatistics();
        Map<String, byte[]> maps = new LinkedHashMap<>();
        for (Map<String, String> others : others()) {
            String where =
                    others.isEmpty() ? "" : " at " + GridPoint.pending(others).label();
            String title = state.definition().by() + where;
            Heatmap map = new Heatmap(title, axis(keys.get(0)), axis(keys.get(1)), FORMAT)
                    .range(range.getMin(), range.getMax());
            maps.put(title, map.png(values(others)));
        }
        return maps;
    }

    private Heatmap.Axis axis(String key) {
        return new Heatmap.Axis(
                GridTable.shortName(key, keys), state.definition().over().get(key));
    }

    /** The combinations of the keys behind the first two. */
    private List<Map<String, String>> others() {
        return state.points().stream()
                .map(point -> {
                    Map<String, String> others = new LinkedHashMap<>(point.parameters());
                    others.keySet().removeAll(keys.subList(0, 2));
                    return others;
                })
                .distinct()
                .toList();
    }

    private double[][] values(Map<String, String> others) {
        List<double[]> rows = new ArrayList<>();
        for (String row : state.definition().over().get(keys.get(0))) {
            rows.add(state.definition().over().get(keys.get(1)).stream()
                    .mapToDouble(column -> value(row, column, others))
                    .toArray());
        }
        return rows.toArray(double[][]::new);
    }

    private double value(String row, String column, Map<String, String> others) {
        Map<String, String> wanted = new LinkedHashMap<>(others);
        wanted.put(keys.get(0), row);
        wanted.put(keys.get(1), column);
        return state.points().stream()
                .filter(point -> point.parameters().equals(wanted))
                .mapToDouble(state::value)
                .findFirst()
                .orElse(Double.NaN);
    }
}
