package io.limpid.quickstart.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.console.TextTable;
import io.limpid.reports.Bars;
import io.limpid.reports.HtmlPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows what a bench measured: lines for a terminal, {@code bench.json}, {@code bench.png} and {@code report.html}. */
public final class BenchPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> STREAM_HEADER =
            List.of("", "images/s", "CPU µs an image", "broker's CPU µs", "heap KiB an image");
    private static final List<String> LATENCY_HEADER =
            List.of("load", "linger ms", "images/s", "p50 ms", "p99 ms", "p99.9 ms", "longest silence ms");
    private static final List<String> SWAP_HEADER =
            List.of("versions published", "load", "longest silence ms", "p99 ms");
    private static final List<String> SCALING_HEADER = List.of("partitions", "instances", "images/s");
    private static final List<String> CEILING_HEADER =
            List.of("sessions", "threads", "batch", "images/s", "CPU µs an image");
    private static final List<String> BYTES_HEADER = List.of("topic", "bytes an image");
    private static final List<String> SMALL_HEADER = List.of(
            "batch",
            "ONNX Runtime alone, images/s",
            "stream, images/s",
            "CPU µs an image",
            "broker's CPU µs",
            "heap KiB an image");

    private final BenchFigures figures;

    public BenchPage(BenchFigures figures) {
        this.figures = figures;
    }

    /** One line. */
    public String json() {
        try {
            return JSON.writeValueAsString(figures);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers have a JSON form", impossible);
        }
    }

    /** @return the page */
    public Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("bench.json"), json() + "\n");
            Files.write(folder.resolve("bench.png"), chart());
            Files.write(folder.resolve("report.html"), html().getBytes(StandardCharsets.UTF_8));
            return folder.resolve("report.html");
        } catch (IOException failure) {
            throw new UncheckedIOException("can't write to " + folder + ": " + failure.getMessage(), failure);
        }
    }

    private byte[] chart() {
        Bars bars = new Bars("images a second, on the same cores", "%.0f");
        for (BenchFigures.StreamRow row : figures.streams()) {
            if (row.name().equals(Rounds.EXACTLY_ONCE)) {
                bars.marked(row.name(), row.imagesPerSecond());
            } else {
                bars.bar(row.name(), row.imagesPerSecond());
            }
        }
        return bars.png();
    }

    private String html() {
        HtmlPage page = new HtmlPage("How fast the stream is here");
        page.facts(figures.machine());
        page.picture(chart(), "Images a second of the stream, its peers and ONNX Runtime alone");
        page.table(STREAM_HEADER, streamRows());
        page.heading("Ratios, measured in turn").table(List.of("ratio", ""), ratioRows());
        page.heading("Latency of the exactly-once stream, from when an image was due until its answer was read")
                .table(LATENCY_HEADER, latencyRows());
        page.heading("A new model every quarter of a second, under load").table(SWAP_HEADER, swapRows());
        page.heading("Partitions and instances").table(SCALING_HEADER, scalingRows());
        page.heading("ONNX Runtime alone").table(CEILING_HEADER, ceilingRows());
        if (figures.labels() != null) {
            page.heading("The classifier on the denoiser's answers, and what an image takes in each topic")
                    .table(STREAM_HEADER, List.of(streamRow(figures.labels().classifier())))
                    .table(BYTES_HEADER, bytesRows(figures.labels()));
        }
        if (!figures.feedForward().isEmpty()) {
            page.heading("A feed-forward network of 27,562 parameters, through the classifier")
                    .table(SMALL_HEADER, smallRows());
        }
        return page.html();
    }

    /** For a terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(table(STREAM_HEADER, streamRows()));
        lines.add("");
        lines.addAll(table(List.of("ratio", "measured in turn"), ratioRows()));
        lines.add("");
        lines.addAll(table(LATENCY_HEADER, latencyRows()));
        lines.add("");
        lines.addAll(table(SWAP_HEADER, swapRows()));
        lines.add("");
        lines.addAll(table(SCALING_HEADER, scalingRows()));
        if (figures.labels() != null) {
            lines.add("");
            lines.addAll(table(STREAM_HEADER, List.of(streamRow(figures.labels().classifier()))));
            lines.add("");
            lines.addAll(table(BYTES_HEADER, bytesRows(figures.labels())));
        }
        if (!figures.feedForward().isEmpty()) {
            lines.add("");
            lines.addAll(table(SMALL_HEADER, smallRows()));
        }
        return lines;
    }

    private static List<String> table(List<String> header, List<List<String>> rows) {
        TextTable table = new TextTable(header);
        rows.forEach(table::row);
        return table.lines();
    }

    private List<List<String>> streamRows() {
        return figures.streams().stream().map(BenchPage::streamRow).toList();
    }

    private static List<String> streamRow(BenchFigures.StreamRow row) {
        return List.of(
                row.name(),
                whole(row.imagesPerSecond()),
                whole(row.cpu()),
                row.name().equals(Rounds.CEILING) ? "" : whole(row.brokerCpu()),
                kibibytes(row.heap()));
    }

    private static List<List<String>> bytesRows(BenchFigures.LabelsRow row) {
        return row.bytes().entrySet().stream()
                .map(topic -> List.of(topic.getKey(), whole(topic.getValue())))
                .toList();
    }

    private List<List<String>> ratioRows() {
        return figures.ratios().entrySet().stream()
                .map(ratio ->
                        List.of(ratio.getKey().replace('_', ' '), String.format(Locale.ROOT, "%.2f", ratio.getValue())))
                .toList();
    }

    private List<List<String>> latencyRows() {
        return figures.latency().stream()
                .map(row -> List.of(
                        row.load() + " %",
                        Integer.toString(row.linger()),
                        whole(row.imagesPerSecond()),
                        one(row.p50()),
                        one(row.p99()),
                        one(row.p999()),
                        one(row.longest())))
                .toList();
    }

    private List<List<String>> swapRows() {
        BenchFigures.SwapRow row = figures.swaps();
        return List.of(
                List.of(Integer.toString(row.published()), row.load() + " %", one(row.longest()), one(row.p99())));
    }

    private List<List<String>> scalingRows() {
        return figures.scaling().stream()
                .map(row -> List.of(
                        Integer.toString(row.partitions()),
                        Integer.toString(row.instances()),
                        whole(row.imagesPerSecond())))
                .toList();
    }

    private List<List<String>> ceilingRows() {
        return figures.ceiling().stream()
                .map(row -> List.of(
                        Integer.toString(row.sessions()),
                        Integer.toString(row.threads()),
                        Integer.toString(row.batch()),
                        whole(row.imagesPerSecond()),
                        whole(row.cpu())))
                .toList();
    }

    private List<List<String>> smallRows() {
        return figures.feedForward().stream()
                .map(row -> List.of(
                        Integer.toString(row.batch()),
                        whole(row.ceiling()),
                        whole(row.stream().imagesPerSecond()),
                        whole(row.stream().cpu()),
                        whole(row.stream().brokerCpu()),
                        kibibytes(row.stream().heap())))
                .toList();
    }

    private static String kibibytes(@Nullable Double bytes) {
        return bytes == null ? "" : one(bytes / 1024);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
