package io.limpid.quickstart.grid;

import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.console.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A grid's points as rows, best first. */
final class GridTable {
    private static final List<String> FURTHER_METRICS = List.of(
            "mse_denoised", "psnr_denoised", "accuracy_latent", "validation_loss", "parameters", "train_seconds");

    private final GridState state;
    private final List<GridPoint> ranked;
    private final List<String> keys;
    private final List<String> metrics;

    GridTable(GridState state) {
        this.state = state;
        this.ranked = state.ranked();
        this.keys = List.copyOf(state.definition().over().keySet());
        Set<String> measured = measured(state);
        Set<String> shown = new LinkedHashSet<>(List.of(state.definition().by()));
        FURTHER_METRICS.stream().filter(measured::contains).forEach(shown::add);
        this.metrics = List.copyOf(shown);
    }

    private static Set<String> measured(GridState state) {
        return state.points().stream()
                .flatMap(point -> point.metrics().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> header() {
        List<String> header = new ArrayList<>(List.of("rank"));
        keys.forEach(key -> header.add(shortName(key, keys)));
        header.add(metrics.get(0));
        header.add("trained");
        header.addAll(metrics.subList(1, metrics.size()));
        return header;
    }

    /** The last word of a key, where no other key ends with it too. */
    static String shortName(String key, List<String> keys) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        boolean isUnique =
                keys.stream().filter(each -> ("." + each).endsWith("." + last)).count() == 1;
        return isUnique ? last : key;
    }

    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            GridPoint point = ranked.get(i);
            List<String> row = new ArrayList<>(List.of(point.isDone() ? Integer.toString(i + 1) : ""));
            row.addAll(point.parameters().values());
            List<String> values =
                    metrics.stream().map(metric -> value(point, metric)).toList();
            row.add(values.get(0));
            row.add(remark(point));
            row.addAll(values.subList(1, values.size()));
            rows.add(row);
        }
        return rows;
    }

    private static String value(GridPoint point, String metric) {
        return point.isDone() ? Numbers.text(point.metric(metric)) : "";
    }

    private String remark(GridPoint point) {
        String trained =
                switch (point.state()) {
                    case DONE -> point.extent().text();
                    case FAILED -> "failed";
                    case RUNNING -> "being trained";
                    case PENDING -> "to come";
                };
        return isReported(point) ? trained + (trained.isEmpty() ? "" : "; ") + "reported best" : trained;
    }

    private boolean isReported(GridPoint point) {
        Map<String, String> best = state.definition().reported().best();
        return !best.isEmpty() && point.parameters().entrySet().containsAll(best.entrySet());
    }

    List<String> lines() {
        TextTable table = new TextTable(header());
        rows().forEach(table::row);
        return table.lines();
    }

    /** What the table has no room for: a line a point, with its run, or the reason why it failed. */
    List<String> runs() {
        return ranked.stream()
                .filter(point -> !point.run().isEmpty() || !point.message().isEmpty())
                .map(point -> point.label() + ": " + point.run() + point.message())
                .toList();
    }

    /** All points and all of their metrics, for spreadsheets. */
    static String csv(GridState state) {
        List<String> metrics = List.copyOf(measured(state));
        List<String> header = new ArrayList<>(List.of("rank", "state"));
        header.addAll(state.definition().over().keySet());
        header.addAll(metrics);
        header.addAll(List.of("seconds", "run", "message"));
        StringBuilder csv = new StringBuilder(line(header));
        int rank = 0;
        for (GridPoint point : state.ranked()) {
            rank++;
            List<String> row = new ArrayList<>(List.of(
                    point.isDone() ? Integer.toString(rank) : "",
                    point.state().name().toLowerCase(java.util.Locale.ROOT)));
            row.addAll(point.parameters().values());
            metrics.forEach(metric ->
                    row.add(point.metrics().containsKey(metric) ? Double.toString(point.metric(metric)) : ""));
            row.addAll(List.of(Double.toString(point.seconds()), point.run(), point.message()));
            csv.append(line(row));
        }
        return csv.toString();
    }

    /** As RFC 4180 has it. */
    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\r\n"));
    }
}
