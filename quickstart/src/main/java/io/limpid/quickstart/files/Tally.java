package io.limpid.quickstart.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of files, and how fast. For one thread. */
public final class Tally {
    private final List<PassedOver> passedOver;
    private final List<Cleaned> cleaned = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private double seconds;

    /** A file that was to be cleaned, and why it is not. */
    public record Refused(Path file, String reason) {}

    Tally(List<PassedOver> passedOver) {
        this.passedOver = List.copyOf(passedOver);
    }

    void add(Cleaned file) {
        cleaned.add(file);
    }

    void refuse(Path file, String reason) {
        refused.add(new Refused(file, reason));
    }

    /** @param seconds since the first file was begun */
    void took(double seconds) {
        this.seconds = seconds;
    }

    /** In the order of their names. */
    public List<Cleaned> cleaned() {
        return Collections.unmodifiableList(cleaned);
    }

    /** In the order of their names. */
    public List<Refused> refused() {
        return Collections.unmodifiableList(refused);
    }

    /** What lay beside the pictures of a folder. */
    public List<PassedOver> passedOver() {
        return passedOver;
    }

    /** How many files each model cleaned, in the order of their first. */
    Map<String, Long> byModel() {
        return cleaned.stream()
                .collect(Collectors.groupingBy(Cleaned::model, LinkedHashMap::new, Collectors.counting()));
    }

    /** How many files became what, by which models, and how fast: {@code 5 cleaned (photo-grey 3, documents 2), 0 refused; …}. */
    public String summary() {
        String models = byModel().entrySet().stream()
                .map(model -> model.getKey() + " " + model.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
        return cleaned.size() + " cleaned" + (cleaned.isEmpty() ? "" : models) + ", " + refused.size() + " refused"
                + (passedOver.isEmpty() ? "" : ", " + passedOver.size() + " passed over") + "; " + speed();
    }

    /** Megapixels a second of the inference, and of all that was done. */
    String speed() {
        return String.format(
                Locale.ROOT, "%.2f megapixels/s, %.2f with files", perSecond(inferSeconds()), perSecond(seconds));
    }

    double seconds() {
        return seconds;
    }

    double inferSeconds() {
        return cleaned.stream().mapToLong(Cleaned::nanos).sum() / 1e9;
    }

    double megapixels() {
        return cleaned.stream().mapToLong(Cleaned::pixels).sum() / 1e6;
    }

    /** Megapixels; 0 where no time went by. */
    double perSecond(double time) {
        return time > 0 ? megapixels() / time : 0;
    }
}
