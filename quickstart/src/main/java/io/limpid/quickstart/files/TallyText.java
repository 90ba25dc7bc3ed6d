package io.limpid.quickstart.files;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.Console;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Tells people what became of every file. Of many, the first are told and the others counted. */
public final class TallyText {
    private static final int MOST_CLEANED = 20;
    private static final int MOST_PASSED_OVER = 10;

    private final Console console;

    public TallyText(Console console) {
        this.console = requireNonNull(console, "console");
    }

    /** Tells of all files; how many there were says {@link Tally#summary}. */
    public void tell(Tally tally) {
        first(MOST_CLEANED, tally.cleaned(), TallyText::line, "cleaned", console::detail);
        tally.refused().forEach(file -> console.line("refused " + file.file() + ": " + file.reason()));
        first(
                MOST_PASSED_OVER,
                tally.passedOver(),
                file -> "passed over " + file.file() + ": " + file.reason(),
                "passed over",
                console::line);
        Hints.of(tally).forEach(console::line);
    }

    private static <T> void first(
            int most, List<T> files, Function<T, String> line, String what, Consumer<String> teller) {
        files.stream().limit(most).map(line).forEach(teller);
        if (files.size() > most) {
            teller.accept("and " + (files.size() - most) + " more " + what + "; --json names each");
        }
    }

    private static String line(Cleaned file) {
        int pages = file.pages().size();
        String told = String.format(
                Locale.ROOT,
                "%s: %s%s by %s, noise %.4f before and %.4f after (estimated, of 1%s)",
                file.step().out(),
                pages == 1 ? "" : pages + " pages, the first ",
                file.shape(),
                file.model(),
                file.noiseSigma(),
                file.residualSigma(),
                pages == 1 ? "" : ", mean of the pages");
        String score = file.anomaly().isPresent()
                ? String.format(
                        Locale.ROOT,
                        pages == 1 ? ", anomaly score %.2f" : ", highest anomaly score %.2f",
                        file.anomaly().getAsDouble())
                : "";
        return told + score + (file.lost().isEmpty() ? "" : ", not kept: " + String.join(" and ", file.lost()));
    }
}
