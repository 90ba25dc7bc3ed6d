package io.limpid.quickstart.compare;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.console.TextTable;
import io.limpid.quickstart.process.Unwritable;
import io.limpid.quickstart.training.Better;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs side by side. */
public final class Comparison {
    /** Metrics at noises other than the recipe's own have it in their names: {@code mse_denoised@gaussian:0.1}. */
    private static final String AT = "@";
    /** What a recipe says of itself, and not of the training. */
    private static final Set<String> PROSE = Set.of("about", "reported");

    /** Of a value on a terminal; the page has all. */
    private static final int MOST_LETTERS = 32;

    private final List<ComparedRun> runs;

    /**
     * One metric.
     *
     * @param values of each run; NaN where it has none
     * @param best the places of the runs that are best; none where that can't be told, or all are as good
     */
    record Metric(String name, List<Double> values, List<Integer> best) {
        static Metric of(String name, List<Double> values) {
            Optional<Better> better = Better.of(name);
            List<Double> present =
                    values.stream().filter(Double::isFinite).distinct().toList();
            if (better.isEmpty() || present.size() < 2) {
                return new Metric(name, values, List.of());
            }
            double best = present.stream().min(better.get()::compare).orElseThrow();
            return new Metric(
                    name,
                    values,
                    IntStream.range(0, values.size())
                            .filter(i -> values.get(i) == best)
                            .boxed()
                            .toList());
        }

        /** The name, and each run's value, a star behind the best. */
        List<String> cells() {
            List<String> cells = new ArrayList<>(List.of(name));
            for (int i = 0; i < values.size(); i++) {
                String text = Double.isNaN(values.get(i)) ? "" : Numbers.text(values.get(i));
                cells.add(best.contains(i) ? text + " ★" : text);
            }
            return cells;
        }
    }

    /** One key of the recipes, and each run's value; empty where its recipe lacks the key. */
    record Key(String name, List<String> values) {
        List<String> cells() {
            List<String> cells = new ArrayList<>(List.of(name));
            cells.addAll(values);
            return cells;
        }
    }

    Comparison(List<ComparedRun> runs) {
        this.runs = List.copyOf(runs);
    }

    /**
     * Compares runs.
     *
     * @param named by id, by folder, or by recipe, whose latest run is meant
     * @param runsFolder where ids and recipes are looked up
     * @throws CommandFailure when a run is unknown or damaged
     */
    public static Comparison of(List<String> named, Path runsFolder) {
        RunFinder finder = new RunFinder(runsFolder);
        return new Comparison(
                named.stream().map(finder::find).distinct().map(RunReader::read).toList());
    }

    List<ComparedRun> runs() {
        return runs;
    }

    /** How a run is called in tables that have no room for ids: run 1. */
    static String label(int index) {
        return "run " + (index + 1);
    }

    /** The first column's title, and the runs'. */
    List<String> header(String first) {
        List<String> header = new ArrayList<>(List.of(first));
        IntStream.range(0, runs.size()).mapToObj(Comparison::label).forEach(header::add);
        return header;
    }

    /** Metrics under the recipes' own protocols, by name: all that any run has. */
    List<Metric> metrics() {
        return metrics(name -> !name.contains(AT));
    }

    /** Metrics at other noises. */
    List<Metric> atOtherNoises() {
        return metrics(name -> name.contains(AT));
    }

    private List<Metric> metrics(Predicate<String> wanted) {
        return union(ComparedRun::metrics).stream()
                .filter(wanted)
                .map(name -> Metric.of(
                        name,
                        runs.stream()
                                .map(run -> run.metrics().getOrDefault(name, Double.NaN))
                                .toList()))
                .toList();
    }

    /** The keys of the recipes that have not the same value in all. */
    List<Key> differing() {
        return union(ComparedRun::recipe).stream()
                .filter(key -> !PROSE.contains(key))
                .map(key -> new Key(
                        key,
                        runs.stream()
                                .map(run -> run.recipe().getOrDefault(key, ""))
                                .toList()))
                .filter(key -> key.values().stream().distinct().count() > 1)
                .toList();
    }

    /** Says where stars mislead; empty where all were measured alike. */
    String caveat() {
        List<String> keys = differing().stream()
                .map(Key::name)
                .filter(key ->
                        key.matches("noise|data\\.(set|path|classes|test)|evaluation\\.(images|seed|noise|classifier)"))
                .toList();
        return keys.isEmpty()
                ? ""
                : "The runs were not all measured alike: " + String.join(", ", keys)
                        + " differ. A star marks the better number, which need not be the better model then.";
    }

    private Set<String> union(Function<ComparedRun, Map<String, ?>> part) {
        return runs.stream()
                .flatMap(run -> part.apply(run).keySet().stream())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** For a terminal: which runs, their metrics, and where their recipes differ. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            lines.add(label(i) + ": " + runs.get(i).id() + ", " + runs.get(i).status());
        }
        TextTable metrics = new TextTable(header("metric"));
        metrics().forEach(metric -> metrics.row(metric.cells()));
        lines.addAll(metrics.lines());
        if (!differing().isEmpty()) {
            TextTable keys = new TextTable(header("recipe"));
            differing()
                    .forEach(key -> keys.row(
                            key.cells().stream().map(Comparison::shortened).toList()));
            lines.addAll(keys.lines());
        }
        if (!caveat().isEmpty()) {
            lines.add(caveat());
        }
        return lines;
    }

    private static String shortened(String text) {
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS - 1) + "…";
    }

    /** One line of JSON for programs. */
    public String json() {
        return ComparisonJson.line(this);
    }

    /**
     * Writes all of it as one self-contained page.
     *
     * @throws CommandFailure when it can't be written
     */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, new ComparisonPage(this).html());
        } catch (IOException failure) {
            throw Unwritable.file("the page", file, "name another with --out", failure);
        }
    }
}
