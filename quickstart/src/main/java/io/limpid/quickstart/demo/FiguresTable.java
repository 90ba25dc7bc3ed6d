package io.limpid.quickstart.demo;

import io.limpid.quickstart.stream.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures for people: what was measured, before and after. */
final class FiguresTable {
    private FiguresTable() {}

    /** A measure; {@code noisy} is empty where it has no before. */
    record Row(String measure, String noisy, String denoised, String remark) {}

    static List<Row> rows(Figures figures) {
        List<Row> rows = new ArrayList<>();
        Figures.Likeness likeness = figures.likeness();
        Figures.Accuracy accuracy = figures.accuracy();
        rows.add(row("PSNR, dB", "%.2f", likeness.psnrNoisy(), likeness.psnrDenoised(), "against the clean image"));
        rows.add(row("SSIM", "%.3f", likeness.ssimNoisy(), likeness.ssimDenoised(), "against the clean image"));
        rows.add(row(
                "accuracy",
                "%.3f",
                accuracy.noisy(),
                accuracy.denoised(),
                text("%.3f on clean images", accuracy.clean())));
        rows.addAll(delivery(figures));
        rows.addAll(speed(figures.speed()));
        return rows;
    }

    private static List<Row> delivery(Figures figures) {
        History history = figures.history();
        return List.of(
                count("lost", history.lost(), "of " + figures.setting().images() + " images"),
                count("duplicated", history.duplicated(), ""),
                count("out of order", history.outOfOrder(), "among images of one key"),
                count("dead letters", figures.setting().dead(), ""));
    }

    private static List<Row> speed(Figures.Speed speed) {
        Figures.Latency latency = speed.latency();
        Figures.Machine machine = speed.machine();
        String memory = machine.memoryMebibytes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(service -> service.getKey() + " " + service.getValue())
                .collect(Collectors.joining(", "));
        List<Row> rows = new ArrayList<>(List.of(
                one("images/s", text("%.0f", speed.imagesPerSecond()), "published to labelled, in a burst"),
                one("latency p50, ms", text("%.1f", latency.p50Millis()), "published to labelled, at a steady pace"),
                one("latency p99, ms", text("%.1f", latency.p99Millis()), text("longest %.1f", latency.maxMillis()))));
        if (!Double.isNaN(machine.trainSeconds())) {
            rows.add(one("training, s", text("%.0f", machine.trainSeconds()), ""));
        }
        rows.add(one("in all, s", text("%.0f", machine.totalSeconds()), ""));
        if (!Double.isNaN(machine.denoiserReadySeconds())) {
            rows.add(one(
                    "denoiser up, s",
                    text("%.1f", machine.denoiserReadySeconds()),
                    "started again with its model in the cache, until ready"));
        }
        if (!machine.provider().isEmpty()) {
            rows.add(one("provider", machine.provider(), ""));
        }
        if (!memory.isEmpty()) {
            rows.add(one("memory, MiB", memory, "resident"));
        }
        return rows;
    }

    private static Row row(String measure, String format, double noisy, double denoised, String remark) {
        return new Row(measure, text(format, noisy), text(format, denoised), remark);
    }

    private static Row count(String measure, int count, String remark) {
        return one(measure, Integer.toString(count), remark);
    }

    private static Row one(String measure, String value, String remark) {
        return new Row(measure, "", value, remark);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Lines for a terminal. */
    static List<String> lines(Figures figures) {
        List<String> lines = new ArrayList<>();
        lines.add(line("", "noisy", "denoised", ""));
        rows(figures).forEach(row -> lines.add(line(row.measure(), row.noisy(), row.denoised(), row.remark())));
        return lines;
    }

    private static String line(String measure, String noisy, String denoised, String remark) {
        return String.format(Locale.ROOT, "  %-16s %8s %9s   %s", measure, noisy, denoised, remark)
                .stripTrailing();
    }
}
