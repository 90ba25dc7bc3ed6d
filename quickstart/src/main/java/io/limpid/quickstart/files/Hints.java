package io.limpid.quickstart.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What may be done better the next time, by what the models and the pictures say. Each hint is given once, whatever the number of files. */
final class Hints {
    /** Of the anomaly score: one in a hundred training images lies above. */
    private static final double USUAL = 1;

    private static final int NAMED = 3;

    private Hints() {}

    /** Lines for people; none where there is nothing to say. */
    static List<String> of(Tally tally) {
        return strangers(tally).entrySet().stream()
                .map(strangers -> strange(strangers.getKey(), strangers.getValue()))
                .toList();
    }

    private static Map<String, List<Cleaned>> strangers(Tally tally) {
        return tally.cleaned().stream()
                .filter(file -> file.anomaly().orElse(0) > USUAL)
                .collect(Collectors.groupingBy(Cleaned::model, LinkedHashMap::new, Collectors.toList()));
    }

    private static String strange(String model, List<Cleaned> files) {
        return "unlike what " + model + " was trained on (anomaly score above 1): " + named(files)
                + "; look at what came out, and try another model by --model NAME: ./limpid models shipped lists them";
    }

    private static String score(Cleaned file) {
        return String.format(Locale.ROOT, " (%.2f)", file.anomaly().orElseThrow());
    }

    private static String named(List<Cleaned> files) {
        String first = files.stream()
                .limit(NAMED)
                .map(file -> file.step().in() + score(file))
                .collect(Collectors.joining(", "));
        return files.size() > NAMED ? first + " and " + (files.size() - NAMED) + " more" : first;
    }
}
