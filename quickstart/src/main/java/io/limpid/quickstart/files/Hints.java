package io.limpid.quickstart.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What may be done better the next time, by what the models and the pictures say. Each hint is given once, whatever the number of files. */
public final class Hints {
    /** Of the anomaly score: one in a hundred training images lies above. */
    private static final double USUAL = 1;

    private static final int NAMED = 3;
    private static final String OF_PHOTOS = "photo-";
    private static final String OF_PAGES = "documents";

    private final boolean isModelNamed;

    /** @param isModelNamed whether a model was asked for, so that no other is suggested by what pictures look like */
    public Hints(boolean isModelNamed) {
        this.isModelNamed = isModelNamed;
    }

    /** Lines for people; none where there is nothing to say. */
    List<String> of(Tally tally) {
        List<String> hints = new ArrayList<>();
        strangers(tally).forEach((model, files) -> hints.add(strange(model, files)));
        List<FileDenoiser.Cleaned> pages = pages(tally);
        if (!pages.isEmpty()) {
            hints.add((pages.size() == 1 ? "looks like a scanned page: " : "look like scanned pages: ")
                    + named(pages, file -> "") + ", cleaned by " + models(pages)
                    + ", made for photographs; --model " + OF_PAGES + " is made for pages");
        }
        return hints;
    }

    private static Map<String, List<FileDenoiser.Cleaned>> strangers(Tally tally) {
        return tally.cleaned().stream()
                .filter(file -> file.anomaly().orElse(0) > USUAL)
                .collect(Collectors.groupingBy(FileDenoiser.Cleaned::model, LinkedHashMap::new, Collectors.toList()));
    }

    private static String strange(String model, List<FileDenoiser.Cleaned> files) {
        return "unlike what " + model + " was trained on (anomaly score above 1): " + named(files, Hints::score)
                + "; look at what came out, and try another model by --model NAME: ./limpid models shipped lists them";
    }

    private static String score(FileDenoiser.Cleaned file) {
        return String.format(Locale.ROOT, " (%.2f)", file.anomaly().orElseThrow());
    }

    private List<FileDenoiser.Cleaned> pages(Tally tally) {
        return isModelNamed
                ? List.of()
                : tally.cleaned().stream()
                        .filter(file -> file.isLikePage() && file.model().startsWith(OF_PHOTOS))
                        .toList();
    }

    private static String models(List<FileDenoiser.Cleaned> files) {
        return files.stream()
                .map(FileDenoiser.Cleaned::model)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
    }

    private static String named(List<FileDenoiser.Cleaned> files, Function<FileDenoiser.Cleaned, String> beside) {
        String first = files.stream()
                .limit(NAMED)
                .map(file -> file.step().in() + beside.apply(file))
                .collect(Collectors.joining(", "));
        return files.size() > NAMED ? first + " and " + (files.size() - NAMED) + " more" : first;
    }
}
