package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.client.Result;
import io.limpid.client.Results;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes what comes out of the stream into a folder: denoised pictures, and their labels as a table. */
public final class Consumption {
    private static final Duration POLL = Duration.ofMillis(200);
    /** After so long without a label, what they come from is told. */
    private static final Duration LABELS_ARE_LATE = Duration.ofSeconds(10);

    private final ResultStore store;
    private final long enough;
    private final Console console;
    private final JsonLines lines;
    private final Duration labelsAreLate;
    /** Where there is an end, labels are kept of the pictures that are. */
    private final Set<String> pictureIds = new HashSet<>();

    private final Map<String, Result.Labelled> earlyLabels = new HashMap<>();
    private long imageCount;
    private long labelCount;
    private boolean toldOfLateLabels;

    /** @param enough pictures, and their labels; {@link Long#MAX_VALUE} for no end */
    public Consumption(ResultStore store, long enough, Console console, JsonLines lines) {
        this(store, enough, console, lines, LABELS_ARE_LATE);
    }

    Consumption(ResultStore store, long enough, Console console, JsonLines lines, Duration labelsAreLate) {
        this.labelsAreLate = requireNonNull(labelsAreLate, "labelsAreLate");
        this.lines = requireNonNull(lines, "lines");
        this.store = requireNonNull(store, "store");
        this.enough = enough;
        this.console = requireNonNull(console, "console");
    }

    public long imageCount() {
        return imageCount;
    }

    public long labelCount() {
        return labelCount;
    }

    /**
     * Reads until there are enough pictures and labels, or nothing has come for a while.
     *
     * @param silence after which to give up; zero means never
     * @return whether there were enough
     */
    public boolean run(Results results, Duration silence) {
        try {
            long lastNanos = System.nanoTime();
            while (imageCount < enough || labelCount < enough) {
                Optional<Result> result = results.next(POLL);
                if (result.isPresent()) {
                    write(result.get());
                    lastNanos = System.nanoTime();
                }
                tellOfLateLabels(Duration.ofNanos(System.nanoTime() - lastNanos));
                if (!silence.isZero() && System.nanoTime() - lastNanos > silence.toNanos()) {
                    return false;
                }
            }
            return true;
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    store + " can't be written: " + failure.getMessage(),
                    "make room on its disk, or name another with --out",
                    failure);
        }
    }

    private void tellOfLateLabels(Duration silence) {
        if (!toldOfLateLabels && imageCount >= enough && silence.compareTo(labelsAreLate) > 0) {
            toldOfLateLabels = true;
            console.line("all " + imageCount + " images are here and " + labelCount
                    + " of their labels; the others wait for a classifier that takes them");
            console.line("  → ./limpid models lists what is live; Ctrl-C ends this, and so does --timeout SECONDS");
        }
    }

    private void write(Result result) throws IOException {
        if (result instanceof Result.Denoised denoised) {
            try {
                picture(denoised);
            } catch (MalformedPayloadException foreign) {
                passOver(result, foreign.getMessage());
            }
        } else if (result instanceof Result.Labelled labelled) {
            label(labelled);
        } else if (result instanceof Result.Foreign foreign) {
            passOver(result, foreign.problem());
        }
    }

    private void picture(Result.Denoised denoised) throws IOException, MalformedPayloadException {
        if (imageCount >= enough) {
            return;
        }
        DenoisedFrame frame = denoised.frame();
        String file = store.picture(frame, coordinates(denoised));
        lines.denoised(denoised, file);
        console.detail(
                frame.hasAnomalyScore()
                        ? String.format(Locale.ROOT, "%s (anomaly %.2f)", file, frame.getAnomalyScore())
                        : file);
        imageCount++;
        if (hasEnd()) {
            pictureIds.add(frame.getId());
            Result.Labelled early = earlyLabels.remove(frame.getId());
            if (early != null) {
                label(early);
            }
        }
    }

    private void label(Result.Labelled labelled) throws IOException {
        Classification label = labelled.classification();
        if (hasEnd() && !pictureIds.contains(label.getId())) {
            if (imageCount < enough) {
                earlyLabels.put(label.getId(), labelled);
            }
            return;
        }
        if (labelCount < enough) {
            store.label(label);
            lines.labelled(labelled);
            labelCount++;
            console.detail(String.format(
                    Locale.ROOT, "%s is %s (%.3f)", label.getId(), label.getLabel(), label.getConfidence()));
        }
    }

    private boolean hasEnd() {
        return enough != Long.MAX_VALUE;
    }

    private void passOver(Result result, String why) {
        console.detail("topic " + result.place().topic() + ", partition and offset " + coordinates(result)
                + ": not a record of Limpid's, passed over (" + why + ")");
    }

    private static String coordinates(Result result) {
        return result.place().partition() + "-" + result.place().offset();
    }
}
