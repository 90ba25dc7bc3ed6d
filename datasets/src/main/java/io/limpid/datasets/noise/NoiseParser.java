package io.limpid.datasets.noise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Turns texts such as {@code gaussian:0.1+salt-and-pepper:0.05:unclipped} into noise models. */
final class NoiseParser {
    private static final String UNCLIPPED = ":unclipped";

    private NoiseParser() {}

    static NoiseModel parse(String text) {
        String wanted = text.trim().toLowerCase(Locale.ROOT);
        boolean unclipped = wanted.endsWith(UNCLIPPED);
        String parts = unclipped ? wanted.substring(0, wanted.length() - UNCLIPPED.length()) : wanted;
        List<NoiseSource> sources = Arrays.stream(parts.split("\\+", -1))
                .map(String::trim)
                .filter(part -> !part.equals("none"))
                .map(part -> source(part, text))
                .toList();
        return new ComposedNoise(sources, !unclipped);
    }

    private static NoiseSource source(String part, String whole) {
        int colon = part.indexOf(':');
        String name = colon < 0 ? part : part.substring(0, colon);
        double strength = strength(colon < 0 ? "" : part.substring(colon + 1), whole);
        return switch (name) {
            case "gaussian" -> new NoiseSource.Gaussian(strength);
            case "speckle" -> new NoiseSource.Speckle(strength);
            case "salt-and-pepper" -> {
                if (strength > 1) {
                    throw wrong(whole);
                }
                yield new NoiseSource.SaltAndPepper(strength);
            }
            default -> throw wrong(whole);
        };
    }

    private static double strength(String text, String whole) {
        try {
            double strength = Double.parseDouble(text);
            if (strength >= 0 && strength <= 100) {
                return strength;
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(whole);
        }
        throw wrong(whole);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "expected noise as none, gaussian:SIGMA, speckle:SIGMA or salt-and-pepper:PROBABILITY"
                        + " (0 to 1), joined by +, optionally ending in :unclipped; found '" + text + "'");
    }
}
