package io.limpid.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model's card. People write what it is for, the data's licence and the limits; figures and recipe are written from what is in the
 * model's file, between two marks, never by hand.
 */
public final class ModelCard {
    /** What every card says, in this order; the last two are written from the file. */
    public static final List<String> SECTIONS =
            List.of("## Made for", "## Data and licence", "## Limits", "## Figures", "## Recipe");

    private static final String BEGIN = "<!-- from the model's file: ./limpid models ship -->";
    private static final String END = "<!-- end -->";
    private static final Pattern FIGURE =
            Pattern.compile("(?<column>(psnr|ssim|accuracy|probe_accuracy)(_[a-z_]+)?)(@(?<noise>.+))?");
    private static final List<String> MEASURES = List.of("psnr", "ssim", "accuracy", "probe_accuracy");
    private static final List<String> COUNTS = List.of("parameters", "multiply_adds");

    private ModelCard() {}

    /** Whether a metric of a training belongs on a card. */
    public static boolean isFigure(String metric) {
        return COUNTS.contains(metric) || FIGURE.matcher(metric).matches();
    }

    /**
     * The card with figures and recipe of that model.
     *
     * @param card as it was before; without the marks they are added at the end
     * @throws IllegalArgumentException when a section is missing that people write
     */
    public static String filled(String card, ShippedModel model) {
        List<String> missing = SECTIONS.subList(0, 3).stream()
                .filter(section -> card.lines().noneMatch(section::equals))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("expected the sections " + String.join(", ", SECTIONS.subList(0, 3))
                    + " in the card of " + model.name() + ", missing: " + String.join(", ", missing));
        }
        String written = BEGIN + "\n\n" + generated(model) + "\n" + END;
        Matcher before = Pattern.compile(Pattern.quote(BEGIN) + ".*" + Pattern.quote(END), Pattern.DOTALL)
                .matcher(card);
        return before.find()
                ? before.replaceFirst(Matcher.quoteReplacement(written))
                : card.strip() + "\n\n" + written + "\n";
    }

    private static String generated(ShippedModel model) {
        boolean isRounded = !model.roundedFrom().isEmpty();
        return """
                ## Figures

                %sOn test images that the training never saw, measured by it on the file's own network; `./limpid models shipped %s` prints them.
                PSNR in dB; accuracies are shares of 1.

                %s
                ## Recipe

                %s on %s, data SHA-256 %s.
                `./limpid train FILE` with the following in a file trains it again%s.

                ```yaml
                %s
                ```
                """.formatted(
                        counts(model),
                        model.name(),
                        table(model),
                        isRounded
                                ? "Made as run " + model.run() + " by `./limpid models int8` of the float model of run "
                                        + model.roundedFrom() + ", which was trained by `./limpid train`"
                                : "Trained by `./limpid train` as run " + model.run(),
                        model.data(),
                        model.dataSha256(),
                        isRounded ? ", and `./limpid models int8 RUN` rounds that run's model" : "",
                        model.recipe().strip());
    }

    private static String counts(ShippedModel model) {
        String parameters = count(model, "parameters", ", %,.0f parameters");
        String work = count(model, "multiply_adds", ", %,.0f multiply-adds for one image or patch of the training");
        return model.size() + " bytes" + parameters + work + ".\n\n";
    }

    private static String count(ShippedModel model, String metric, String text) {
        Double value = model.figures().get(metric);
        return value == null ? "" : String.format(Locale.ROOT, text, value);
    }

    /** A row for each noise, the recipe's own first. */
    private static String table(ShippedModel model) {
        List<List<String>> rows = rows(model.figures());
        List<String> head = rows.get(0);
        return Stream.concat(
                        Stream.of(line(head), "|" + "---|".repeat(head.size())),
                        rows.stream().skip(1).map(ModelCard::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /**
     * Figures by noise: the head, then a row for each noise, the recipe's own first.
     *
     * @param figures by metric, with @ and the noise behind those of other noises
     */
    public static List<List<String>> rows(Map<String, Double> figures) {
        SortedMap<String, SortedMap<String, Double>> byNoise = new TreeMap<>();
        SortedSet<String> columns = new TreeSet<>(Comparator.comparing(ModelCard::place)
                .thenComparing(ModelCard::isAfter)
                .thenComparing(name -> name));
        figures.forEach((metric, value) -> {
            Matcher figure = FIGURE.matcher(metric);
            if (figure.matches()) {
                String noise = Optional.ofNullable(figure.group("noise")).orElse("");
                byNoise.computeIfAbsent(noise, any -> new TreeMap<>()).put(figure.group("column"), value);
                columns.add(figure.group("column"));
            }
        });
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(Stream.of("noise"), columns.stream().map(name -> name.replace('_', ' ')))
                .toList());
        byNoise.forEach((noise, values) -> rows.add(Stream.concat(
                        Stream.of(noise.isEmpty() ? "the recipe's" : noise),
                        columns.stream().map(column -> number(column, values.get(column))))
                .toList()));
        return rows;
    }

    private static int place(String column) {
        return IntStream.range(0, MEASURES.size())
                .filter(i -> column.equals(MEASURES.get(i)) || column.startsWith(MEASURES.get(i) + "_"))
                .findFirst()
                .orElseThrow();
    }

    /** What went in before what came out. */
    private static boolean isAfter(String column) {
        return column.contains("_denoised");
    }

    private static String number(String column, @Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, column.startsWith("psnr") ? "%.2f" : "%.4f", value);
    }
}
