package io.limpid.quickstart.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.models.ShippedModel;
import io.limpid.quickstart.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The models that come with Limpid, for people and for programs. */
public final class ShippedTable {
    private static final List<String> HEAD = List.of(
            "name",
            "task",
            "takes",
            "KB",
            "trained on",
            "noise",
            "PSNR noisy",
            "denoised",
            "SSIM noisy",
            "denoised ",
            "accuracy");

    private ShippedTable() {}

    /** A table with a line for each noise of each model. */
    public static List<String> lines(List<ShippedModel> models) {
        TextTable table = new TextTable(HEAD);
        for (ShippedModel model : models) {
            List<String> noises = noises(model);
            for (int i = 0; i < noises.size(); i++) {
                table.row(cells(model, noises.get(i), i == 0));
            }
        }
        return table.lines();
    }

    /** The recipe's own noise, named by an empty text, goes first. */
    private static List<String> noises(ShippedModel model) {
        List<String> noises = new ArrayList<>(List.of(""));
        model.figures().keySet().stream()
                .filter(metric -> metric.contains("@"))
                .map(metric -> metric.substring(metric.indexOf('@')))
                .distinct()
                .sorted()
                .forEach(noises::add);
        return noises;
    }

    private static List<String> cells(ShippedModel model, String noise, boolean first) {
        List<String> cells = new ArrayList<>();
        if (first) {
            cells.addAll(List.of(
                    model.name(),
                    model.task(),
                    model.takes(),
                    Long.toString(model.size() / 1000),
                    model.data().replaceFirst(" .*", "")));
        } else {
            cells.addAll(List.of("", "", "", "", ""));
        }
        cells.add(noise.isEmpty() ? "of its test" : noise.substring(1));
        Stream.of("psnr_noisy", "psnr_denoised", "ssim_noisy", "ssim_denoised")
                .map(metric -> number(model.figures(), metric + noise))
                .forEach(cells::add);
        cells.add(Stream.of("accuracy_latent", "accuracy_denoised", "accuracy_clean")
                .map(metric -> number(model.figures(), metric + noise))
                .filter(number -> !number.isEmpty())
                .findFirst()
                .orElse(""));
        return cells;
    }

    private static String number(Map<String, Double> figures, String metric) {
        Double value = figures.get(metric);
        return value == null ? "" : String.format(Locale.ROOT, metric.startsWith("psnr") ? "%.2f" : "%.3f", value);
    }

    /** One line. */
    public static String json(List<ShippedModel> models) {
        try {
            return new ObjectMapper().writeValueAsString(models);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of texts and numbers can be written", impossible);
        }
    }
}
