package io.limpid.quickstart.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which way a metric is better. */
public enum Better {
    @JsonProperty("lower")
    LOWER,
    @JsonProperty("higher")
    HIGHER;

    private static final List<String> HIGHER_WORDS =
            List.of("psnr", "ssim", "accuracy", "f1", "auroc", "precision", "recall", "per_second", "trustworthiness");
    private static final List<String> LOWER_WORDS = List.of("mse", "l1", "loss", "error", "seconds");

    /** How noisy the images are that a model is given, or how near it stays to them, says nothing of the model. */
    private static final Pattern OF_THE_INPUT = Pattern.compile("^_(mse|l1|psnr|ssim|accuracy)_noisy_|_to_noisy_");

    /** As it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #text}; empty for other texts. */
    public static Optional<Better> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }

    /** What the name of a metric tells, such as {@code psnr_denoised}; empty where it tells nothing. */
    public static Optional<Better> of(String metric) {
        String name = "_" + metric.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_") + "_";
        if (OF_THE_INPUT.matcher(name).find()) {
            return Optional.empty();
        }
        if (has(name, HIGHER_WORDS)) {
            return Optional.of(HIGHER);
        }
        return has(name, LOWER_WORDS) ? Optional.of(LOWER) : Optional.empty();
    }

    private static boolean has(String name, List<String> words) {
        return words.stream().anyMatch(word -> name.contains("_" + word + "_"));
    }

    /** Below zero where the first is the better value; what is not finite comes last. */
    public int compare(double first, double second) {
        if (!Double.isFinite(first) || !Double.isFinite(second)) {
            return Boolean.compare(!Double.isFinite(first), !Double.isFinite(second));
        }
        return this == LOWER ? Double.compare(first, second) : Double.compare(second, first);
    }
}
