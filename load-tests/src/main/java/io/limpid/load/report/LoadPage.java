package io.limpid.load.report;

import io.limpid.load.run.Outcome;
import io.limpid.quickstart.console.TextTable;
import io.limpid.quickstart.process.Unwritable;
import io.limpid.reports.Bars;
import io.limpid.reports.Curves;
import io.limpid.reports.HtmlPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Shows what a run showed: lines for a terminal, {@code load.json} and {@code report.html} with pictures. */
public final class LoadPage {
    private static final String TIME = "seconds after the first image";
    private static final List<String> FAULTS =
            List.of("#", "fault", "at, s", "lasted, s", "answers again after, s", "last late answer after, s", "");
    private static final List<String> MEMORY = List.of("memory", "median, MiB", "max, MiB", "growth, %");

    private final LoadFigures figures;
    private final Outcome outcome;
    private final LatencySeries latencies;

    public LoadPage(LoadFigures figures, Outcome outcome) {
        this.figures = figures;
        this.outcome = outcome;
        this.latencies = new LatencySeries(outcome);
    }

    /** @return the page */
    public Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("load.json"), figures.json() + "\n");
            return Files.writeString(folder.resolve("report.html"), html());
        } catch (IOException failure) {
            throw Unwritable.folder("the report's folder", folder, "name another with --report", failure);
        }
    }

    /** For a terminal. */
    public List<String> lines() {
        TextTable facts = new TextTable(List.of("", "", ""));
        facts().forEach((name, value) -> facts.row(List.of(name, value.get(0), value.get(1))));
        List<String> lines = new ArrayList<>(facts.lines());
        if (!figures.faults().isEmpty()) {
            lines.add("");
            lines.addAll(table(FAULTS, faultRows()));
        }
        lines.add("");
        lines.addAll(table(MEMORY, memoryRows()));
        figures.failures().forEach(failure -> lines.add("  ✗ " + failure));
        return lines;
    }

    private static List<String> table(List<String> header, List<List<String>> rows) {
        TextTable table = new TextTable(header);
        rows.forEach(table::row);
        return table.lines();
    }

    /** Names, values and remarks. */
    private Map<String, List<String>> facts() {
        LoadFigures.Latency latency = figures.latency();
        int dead = figures.deadLetters().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        Map<String, List<String>> facts = new LinkedHashMap<>();
        facts.put("lost", List.of(text(figures.lost()), "of " + text(figures.images()) + " images"));
        facts.put("duplicated", List.of(text(figures.duplicated()), ""));
        facts.put("out of order", List.of(text(figures.outOfOrder()), "among images of one key"));
        facts.put("strangers", List.of(text(figures.strangers()), "answers and dead letters that nothing asked for"));
        facts.put("dead letters", List.of(text(dead), reasons()));
        facts.put("images/s", List.of(one(figures.imagesPerSecond()), "over " + one(figures.seconds()) + " s"));
        facts.put("latency p50, ms", List.of(one(latency.p50()), "from when an image was due to its label"));
        facts.put("latency p99, ms", List.of(one(latency.p99()), ""));
        facts.put("latency p99.9, ms", List.of(one(latency.p999()), "longest " + one(latency.max())));
        facts.put(
                "latency growth, %",
                List.of(one(figures.latencyGrowthPercent()), "of the median, second quarter to last"));
        return facts;
    }

    private String reasons() {
        List<String> reasons = new ArrayList<>();
        figures.deadLetters().forEach((reason, count) -> reasons.add(reason + " " + count));
        return String.join(", ", reasons);
    }

    private List<List<String>> faultRows() {
        List<List<String>> rows = new ArrayList<>();
        for (LoadFigures.FaultFigures fault : figures.faults()) {
            rows.add(List.of(
                    Integer.toString(rows.size() + 1),
                    fault.fault(),
                    one(fault.atSecond()),
                    one(fault.seconds()),
                    fault.secondsToAnswers() == null ? "–" : one(fault.secondsToAnswers()),
                    one(fault.secondsToCalm()),
                    fault.remark()));
        }
        return rows;
    }

    private List<List<String>> memoryRows() {
        List<List<String>> rows = new ArrayList<>();
        figures.memory()
                .forEach((node, use) ->
                        rows.add(List.of(node, one(use.median()), one(use.max()), one(use.growthPercent()))));
        return rows;
    }

    private String html() {
        HtmlPage page = new HtmlPage("Load: " + figures.scenario());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("scenario", outcome.scenario().about());
        facts.put("ran as", figures.runsOn());
        facts().forEach((name, value) -> facts.put(name, (value.get(0) + "  " + value.get(1)).strip()));
        page.facts(facts);
        figures.failures().forEach(page::paragraph);
        List<LatencySeries.Bucket> buckets = latencies.buckets();
        page.heading("Latency over time")
                .picture(
                        latencyPicture(buckets), "Median, 99th percentile and longest latency over time, faults marked")
                .heading("Throughput")
                .picture(throughputPicture(buckets), "Images due and answered a second, over time");
        if (!figures.faults().isEmpty()) {
            page.heading("Faults")
                    .picture(recoveryPicture(), "Seconds until answers came again")
                    .table(FAULTS, faultRows());
        }
        page.heading("Latency by percentile")
                .picture(percentilePicture(), "Latency by the number of nines of its percentile")
                .heading("Memory")
                .picture(memoryPicture(), "Resident memory of each process over time")
                .table(MEMORY, memoryRows());
        return page.html();
    }

    private byte[] latencyPicture(List<LatencySeries.Bucket> buckets) {
        Curves curves = new Curves("Latency", TIME, "ms").logarithmic();
        line(curves, "median", buckets, LatencySeries.Bucket::median);
        line(curves, "99 %", buckets, LatencySeries.Bucket::p99);
        line(curves, "longest", buckets, LatencySeries.Bucket::max);
        return withFaults(curves).png();
    }

    private byte[] throughputPicture(List<LatencySeries.Bucket> buckets) {
        Curves curves = new Curves("Throughput", TIME, "images a second");
        line(curves, "due", buckets, LatencySeries.Bucket::due);
        line(curves, "answered", buckets, LatencySeries.Bucket::answered);
        return withFaults(curves).png();
    }

    private static void line(
            Curves curves,
            String name,
            List<LatencySeries.Bucket> buckets,
            ToDoubleFunction<LatencySeries.Bucket> value) {
        curves.line(
                name,
                buckets.stream().map(LatencySeries.Bucket::second).toList(),
                buckets.stream().map(bucket -> value.applyAsDouble(bucket)).toList());
    }

    /** By their numbers in the table. */
    private Curves withFaults(Curves curves) {
        for (int i = 0; i < figures.faults().size(); i++) {
            curves.mark(figures.faults().get(i).atSecond(), Integer.toString(i + 1));
        }
        return curves;
    }

    private byte[] recoveryPicture() {
        Bars bars = new Bars("seconds until answers came again", "%.1f");
        figures.faults()
                .forEach(fault -> bars.bar(
                        fault.fault() + " at " + one(fault.atSecond()) + " s",
                        fault.secondsToAnswers() == null ? Double.NaN : fault.secondsToAnswers()));
        return bars.png();
    }

    private byte[] percentilePicture() {
        List<double[]> points = latencies.percentiles();
        return new Curves("Latency by percentile", "nines: 1 is 90 %, 2 is 99 %, 3 is 99.9 %", "ms")
                .logarithmic()
                .line(
                        "published to labelled",
                        points.stream().map(point -> point[0]).toList(),
                        points.stream().map(point -> point[1]).toList())
                .png();
    }

    private byte[] memoryPicture() {
        Curves curves = new Curves("Resident memory", TIME, "MiB");
        outcome.memory()
                .forEach((node, samples) -> curves.line(
                        node,
                        samples.stream().map(sample -> sample.second()).toList(),
                        samples.stream().map(sample -> sample.mebibytes()).toList()));
        return withFaults(curves).png();
    }

    private static String text(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
