package io.limpid.datasets.noise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns texts such as {@code gaussian:0.1+salt-and-pepper:0.05|speckle:0.5..1:unclipped} into noise models. */
final class NoiseParser {
    private static final String UNCLIPPED = ":unclipped";

    private NoiseParser() {}

    static NoiseModel parse(String text) {
        try {
            return parseNormalised(text.trim().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "expected noise as none, " + forms() + " (" + malformed.getMessage() + "), one number or a range"
                            + " such as 0.1..0.5, joined by + or, as alternatives, by |, optionally behind a scale such"
                            + " as 0.5* and ending in " + UNCLIPPED + "; found '" + text + "'",
                    malformed);
        }
    }

    private static String forms() {
        return Arrays.stream(NoiseKind.values()).map(NoiseKind::form).collect(Collectors.joining(", "));
    }

    private static NoiseModel parseNormalised(String text) {
        boolean unclipped = text.endsWith(UNCLIPPED);
        int star = text.indexOf('*');
        String body = text.substring(star + 1, unclipped ? text.length() - UNCLIPPED.length() : text.length());
        List<NoiseChain> alternatives =
                Arrays.stream(body.split("\\|", -1)).map(NoiseParser::chain).toList();
        NoiseModel model = new ComposedNoise(alternatives, !unclipped);
        return star < 0 ? model : model.scaled(scale(text.substring(0, star)));
    }

    private static double scale(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("expected a number as the scale, found '" + text + "'", malformed);
        }
    }

    private static NoiseChain chain(String text) {
        return new NoiseChain(Arrays.stream(text.split("\\+", -1))
                .map(String::trim)
                .filter(part -> !part.equals("none"))
                .map(NoiseParser::link)
                .toList());
    }

    private static NoiseChain.Link link(String part) {
        int colon = part.indexOf(':');
        String name = colon < 0 ? part : part.substring(0, colon);
        NoiseKind kind = NoiseKind.maybeNamed(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no noise '" + name + "'"));
        return new NoiseChain.Link(kind, strength(kind, colon < 0 ? "" : part.substring(colon + 1)));
    }

    private static Strength strength(NoiseKind kind, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(kind.text() + " needs a strength, as in " + kind.form());
        }
        try {
            return Strength.parse(text);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "expected a number or a range as the strength of " + kind.text() + ", found '" + text + "'",
                    malformed);
        }
    }
}
