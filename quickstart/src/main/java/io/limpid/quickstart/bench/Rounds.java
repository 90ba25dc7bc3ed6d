package io.limpid.quickstart.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What was measured again and again, each in its turn. Rates drift on a shared machine; ratios within a round do less. */
final class Rounds {
    static final String CEILING = "ONNX Runtime alone";
    static final String EXACTLY_ONCE = "exactly-once";
    static final String AT_LEAST_ONCE = "at-least-once";
    static final String RAW_PIXELS = "exactly-once, raw pixels";
    static final String RECORDS = "record by record";
    static final String STREAMS = "Kafka Streams";

    private final Map<String, List<BenchFigures.StreamRow>> byName = new LinkedHashMap<>();

    void add(BenchFigures.StreamRow row) {
        byName.computeIfAbsent(row.name(), name -> new ArrayList<>()).add(row);
    }

    /** The last round's. */
    List<BenchFigures.StreamRow> last() {
        return byName.values().stream().map(rows -> rows.get(rows.size() - 1)).toList();
    }

    /** Medians over the rounds, figure by figure. */
    List<BenchFigures.StreamRow> medians() {
        return byName.keySet().stream().map(this::row).toList();
    }

    BenchFigures.StreamRow row(String name) {
        List<BenchFigures.StreamRow> rows = byName.getOrDefault(name, List.of());
        return new BenchFigures.StreamRow(
                name,
                median(rows, BenchFigures.StreamRow::imagesPerSecond),
                median(rows, BenchFigures.StreamRow::cpu),
                median(rows, BenchFigures.StreamRow::brokerCpu),
                heap(rows));
    }

    private static @Nullable Double heap(List<BenchFigures.StreamRow> rows) {
        double[] told = rows.stream()
                .map(BenchFigures.StreamRow::heap)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        OptionalDouble median = median(told);
        return median.isPresent() ? median.getAsDouble() : null;
    }

    /** Of rates of one round, the median over the rounds. */
    Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("exactly_once_to_onnx_runtime_alone", ratio(EXACTLY_ONCE, CEILING));
        ratios.put("exactly_once_to_at_least_once", ratio(EXACTLY_ONCE, AT_LEAST_ONCE));
        ratios.put("exactly_once_to_record_by_record", ratio(EXACTLY_ONCE, RECORDS));
        ratios.put("exactly_once_to_kafka_streams", ratio(EXACTLY_ONCE, STREAMS));
        return ratios;
    }

    private double ratio(String above, String below) {
        List<BenchFigures.StreamRow> numerators = byName.get(above);
        List<BenchFigures.StreamRow> denominators = byName.get(below);
        double[] ratios = new double[Math.min(numerators.size(), denominators.size())];
        Arrays.setAll(
                ratios,
                i -> numerators.get(i).imagesPerSecond() / denominators.get(i).imagesPerSecond());
        return median(ratios).orElseThrow();
    }

    private static double median(List<BenchFigures.StreamRow> rows, ToDoubleFunction<BenchFigures.StreamRow> figure) {
        return median(rows.stream().mapToDouble(figure).toArray()).orElseThrow();
    }

    private static OptionalDouble median(double[] values) {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
