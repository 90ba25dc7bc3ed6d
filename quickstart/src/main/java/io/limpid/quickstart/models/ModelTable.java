package io.limpid.quickstart.models;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpid.contracts.model.ModelBoard;
import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.InputSpec;
import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelReport;
import io.limpid.contracts.v1.ModelState;
import io.limpid.contracts.v1.Stage;
import io.limpid.quickstart.console.Numbers;
import io.limpid.quickstart.console.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models, for people and for programs. */
public final class ModelTable {
    private static final List<String> HEAD = List.of(
            "name", "version", "stage", "task", "takes", "latent space", "published", "figures", "runs on", "compared");
    /** That people want to see; programs get all. */
    private static final List<String> FIGURES = List.of(
            "psnr_denoised", "accuracy", "accuracy_latent", "accuracy_denoised", "accuracy_clean", "mse_denoised");

    private final ModelBoard board;
    private final UnaryOperator<String> command;

    /** @param command a command's name, as it is to be typed for this stream */
    public ModelTable(ModelBoard board, UnaryOperator<String> command) {
        this.command = requireNonNull(command, "command");
        this.board = requireNonNull(board, "board");
    }

    /** A table, then what services refuse and what was live before. */
    public List<String> lines() {
        if (board.published().isEmpty()) {
            return List.of(
                    "no models: " + command.apply("models first --shipped") + " publishes those that come with Limpid, "
                            + command.apply("models publish FILE") + " one of yours");
        }
        TextTable table = new TextTable(HEAD);
        List<String> notes = new ArrayList<>();
        board.published().forEach((key, model) -> {
            table.row(cells(key, model));
            board.reports(key).stream()
                    .filter(report ->
                            report.getState() == ModelState.REFUSED || report.getState() == ModelState.DELAYED)
                    .map(report -> key + ": " + ModelDesk.line(report))
                    .forEach(notes::add);
            if (model.getPreviousCount() > 0) {
                notes.add(key + " was before: " + before(model));
            }
        });
        return Stream.concat(table.lines().stream(), notes.stream()).toList();
    }

    private List<String> cells(ModelKey key, ModelPublished model) {
        return List.of(
                key.name(),
                Long.toUnsignedString(model.getRef().getVersion()),
                stage(key, model),
                task(model),
                takes(model.getInput()),
                shortened(model.getRef().getLatentSpace()),
                Instant.ofEpochMilli(model.getPublishedAt())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                figures(model),
                runsOn(key),
                compared(key));
    }

    /** What nobody runs and somebody refuses is what it is called, whatever it was published as. */
    private String stage(ModelKey key, ModelPublished model) {
        if (is(key, ModelState.REFUSED) && !is(key, ModelState.RUNNING)) {
            return "refused";
        }
        String stage = model.getStage().name().toLowerCase(Locale.ROOT);
        return model.getShare() > 0
                ? stage + " " + model.getShare()
                : stage + (model.getFallback() ? " (shipped)" : "");
    }

    private boolean is(ModelKey key, ModelState state) {
        return board.reports(key).stream().anyMatch(report -> report.getState() == state);
    }

    private static String task(ModelPublished model) {
        return model.getTask().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String takes(InputSpec input) {
        return input.getLatentSize() > 0
                ? "latent " + input.getLatentSize()
                : input.getChannels() + "x" + any(input.getHeight(), "H") + "x" + any(input.getWidth(), "W");
    }

    private static String any(int size, String letter) {
        return size == 0 ? letter : Integer.toString(size);
    }

    private static String shortened(String space) {
        return space.length() > 8 ? space.substring(0, 8) : space;
    }

    private static String figures(ModelPublished model) {
        return FIGURES.stream()
                .filter(model.getMetricsMap()::containsKey)
                .limit(1)
                .map(name -> name + " " + number(model.getMetricsMap().get(name)))
                .collect(Collectors.joining());
    }

    private String runsOn(ModelKey key) {
        return board.reports(key).stream()
                .filter(report -> report.getState() == ModelState.RUNNING)
                .map(report -> report.getService() + " " + report.getInstance())
                .collect(Collectors.joining(", "));
    }

    private String compared(ModelKey key) {
        return board.reports(key).stream()
                .filter(ModelReport::hasComparison)
                .map(report -> line(report.getComparison()))
                .collect(Collectors.joining("; "));
    }

    private static String line(ModelComparison comparison) {
        List<String> parts = new ArrayList<>();
        if (comparison.hasPsnr()) {
            parts.add("PSNR " + number(comparison.getPsnr()) + " dB");
        }
        if (comparison.hasAgreed()) {
            parts.add("same label " + number(100.0 * comparison.getAgreed() / comparison.getImages()) + " %");
        }
        parts.add(Numbers.count(comparison.getImages(), "image"));
        if (comparison.getFailures() > 0) {
            parts.add(comparison.getFailures() + " failed");
        }
        parts.add(number(comparison.getMillis()) + " ms (live " + number(comparison.getLiveMillis()) + ")");
        return String.join(", ", parts);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String before(ModelPublished model) {
        return model.getPreviousList().stream()
                .map(version -> Long.toUnsignedString(version.getRef().getVersion())
                        + (version.getStage() == Stage.RETIRED ? " (rolled back)" : ""))
                .collect(Collectors.joining(", "));
    }

    /** One line. Versions are text: readers of JSON may not hold 64 bits. */
    public String json() {
        ArrayNode models = new ObjectMapper().createArrayNode();
        board.published().forEach((key, model) -> {
            ObjectNode node = models.addObject();
            node.put("name", key.name());
            node.put("version", Long.toUnsignedString(model.getRef().getVersion()));
            node.put("stage", model.getStage().name().toLowerCase(Locale.ROOT));
            node.put("share", model.getShare());
            node.put("shipped", model.getFallback());
            node.put("task", task(model));
            node.put("takes", takes(model.getInput()));
            node.put("latent_space", model.getRef().getLatentSpace());
            node.put(
                    "published_at", Instant.ofEpochMilli(model.getPublishedAt()).toString());
            node.put("uri", model.getUri());
            node.put("sha256", model.getSha256());
            node.put("signed", !model.getSignature().isEmpty());
            ObjectNode metrics = node.putObject("metrics");
            model.getMetricsMap().forEach(metrics::put);
            ArrayNode previous = node.putArray("previous");
            model.getPreviousList()
                    .forEach(before ->
                            previous.add(Long.toUnsignedString(before.getRef().getVersion())));
            ArrayNode replicas = node.putArray("replicas");
            board.reports(key).forEach(report -> replicas.add(json(report)));
        });
        return models.toString();
    }

    private static ObjectNode json(ModelReport report) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("service", report.getService());
        node.put("instance", report.getInstance());
        node.put("state", report.getState().name().toLowerCase(Locale.ROOT));
        node.put("reason", report.getReason());
        node.put("at", Instant.ofEpochMilli(report.getAt()).toString());
        if (report.hasComparison()) {
            ModelComparison comparison = report.getComparison();
            ObjectNode compared = node.putObject("comparison");
            compared.put("with", Long.toUnsignedString(comparison.getWith().getVersion()));
            compared.put("images", comparison.getImages());
            compared.put("failures", comparison.getFailures());
            compared.put("skipped", comparison.getSkipped());
            if (comparison.hasPsnr()) {
                compared.put("psnr", comparison.getPsnr());
            }
            if (comparison.hasAgreed()) {
                compared.put("agreed", comparison.getAgreed());
            }
            compared.put("live_millis", comparison.getLiveMillis());
            compared.put("millis", comparison.getMillis());
        }
        return node;
    }
}
