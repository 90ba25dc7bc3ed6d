package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.client.Result;
import io.limpid.client.Results;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Writes what comes out of the stream into a folder: denoised pictures, and their labels as a table. */
public final class Consumption {
    private static final Duration POLL = Duration.ofMillis(200);
    /** After so long without a label, what they come from is told. */
    private static final Duration LABELS_ARE_LATE = Duration.ofSeconds(10);

    private static final int MOST_WAITING = 100_000;

    private final ResultStore store;
    private final long enough;
    private final Console console;
    private final JsonLines lines;
    private final UnaryOperator<String> command;
    private final Duration labelsAreLate;
    /** Where there is an end, labels are kept of the pictures that are. */
    private final Set<String> pictureIds = new HashSet<>();

    /** Images that got no label, of any reader. */
    private final Set<String> deadIds = new HashSet<>();

    /** Topics are read one beside the other: labels may come before their pictures, and nobody knows of what never comes. */
    private final Waiting<Result.Labelled> earlyLabels = new Waiting<>(MOST_WAITING);

    private final Waiting<String> unlabelled = new Waiting<>(MOST_WAITING);
    private long imageCount;
    private long labelCount;
    private boolean toldOfLateLabels;

    /**
     * @param enough pictures, and their labels; {@link Long#MAX_VALUE} for no end
     * @param command a command's name, as it is to be typed for this stream
     */
    public Consumption(
            ResultStore store, long enough, Console console, JsonLines lines, UnaryOperator<String> command) {
        this(store, enough, console, lines, command, LABELS_ARE_LATE);
    }

    Consumption(
            ResultStore store,
            long enough,
            Console console,
            JsonLines lines,
            UnaryOperator<String> command,
            Duration labelsAreLate) {
        this.command = requireNonNull(command, "command");
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
     * @param isToStop whether to end at once
     * @throws CommandFailure when something can't be written
     * @return whether there were enough
     */
    public boolean run(Results results, Duration silence, BooleanSupplier isToStop) {
        long lastNanos = System.nanoTime();
        while (imageCount < enough || labelCount < enough) {
            Optional<Result> result = results.next(POLL);
            if (result.isPresent()) {
                write(result.get());
            }
            if (result.isPresent() && !(result.get() instanceof Result.Dead)) {
                lastNanos = System.nanoTime();
            }
            tellOfLateLabels(Duration.ofNanos(System.nanoTime() - lastNanos));
            boolean isSilent = !silence.isZero() && System.nanoTime() - lastNanos > silence.toNanos();
            if (isSilent || isToStop.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    private void tellOfLateLabels(Duration silence) {
        if (!toldOfLateLabels && imageCount >= enough && silence.compareTo(labelsAreLate) > 0) {
            toldOfLateLabels = true;
            long dead = pictureIds.stream().filter(deadIds::contains).count();
            boolean othersWait = dead < imageCount - labelCount;
            console.line("all " + imageCount + " images are here and " + labelCount + " of their labels; "
                    + (dead > 0 ? dead + " became dead letters instead" : "")
                    + (dead > 0 && othersWait ? ", " : "")
                    + (othersWait ? "the others wait for a classifier" : ""));
            console.line("  → " + (dead > 0 ? command.apply("dead") + " tells why" : "")
                    + (dead > 0 && othersWait ? ", " : "")
                    + (othersWait ? command.apply("models") + " lists what is live" : "")
                    + "; Ctrl-C ends this, and so does --timeout SECONDS");
        }
    }

    private void write(Result result) {
        if (result instanceof Result.Denoised denoised) {
            try {
                picture(denoised);
            } catch (MalformedPayloadException foreign) {
                passOver(result, foreign.getMessage());
            }
        } else if (result instanceof Result.Labelled labelled) {
            label(labelled);
        } else if (result instanceof Result.Dead dead && hasEnd()) {
            deadIds.add(Waiting.name(dead));
        } else if (result instanceof Result.Foreign foreign) {
            passOver(result, foreign.problem());
        }
    }

    private void picture(Result.Denoised denoised) throws MalformedPayloadException {
        if (imageCount >= enough) {
            return;
        }
        DenoisedFrame frame = denoised.frame();
        String file = store.picture(denoised);
        lines.denoised(denoised, file);
        console.detail(
                frame.hasAnomalyScore()
                        ? String.format(Locale.ROOT, "%s (anomaly %.2f)", file, frame.getAnomalyScore())
                        : file);
        imageCount++;
        if (hasEnd()) {
            pictureIds.add(Waiting.name(denoised));
        }
        Optional<Result.Labelled> early = earlyLabels.take(denoised);
        if (early.isEmpty()) {
            unlabelled.add(denoised, file);
        } else if (hasEnd()) {
            tell(early.get(), file);
        } else {
            // told already, when the picture's name was not known
            store.label(early.get(), file);
        }
    }

    private void label(Result.Labelled labelled) {
        Optional<String> file = unlabelled.take(labelled);
        if (file.isPresent()) {
            tell(labelled, file.get());
        } else if (imageCount < enough) {
            earlyLabels.add(labelled, labelled);
            if (!hasEnd()) {
                tell(labelled, "");
            }
        }
    }

    private void tell(Result.Labelled labelled, String file) {
        Classification label = labelled.classification();
        store.label(labelled, file);
        lines.labelled(labelled);
        labelCount++;
        console.detail(
                String.format(Locale.ROOT, "%s is %s (%.3f)", label.getId(), label.getLabel(), label.getConfidence()));
    }

    private boolean hasEnd() {
        return enough != Long.MAX_VALUE;
    }

    private void passOver(Result result, String why) {
        console.detail("topic " + result.place().topic() + ", partition and offset " + coordinates(result)
                + ": not a record of Limpid's, passed over (" + why + ")");
    }

    private static String coordinates(Result result) {
        return Pictures.coordinates(result.place());
    }
}
