package io.limpid.quickstart.stream;

import static java.util.Objects.requireNonNull;

import io.limpid.client.Result;
import io.limpid.client.Results;
import io.limpid.contracts.image.MalformedPayloadException;
import io.limpid.contracts.v1.Classification;
import io.limpid.contracts.v1.DenoisedFrame;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.console.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Writes what comes out of the stream into a folder: denoised pictures, and their labels as a table. A picture is done once its label
 * is here, or the classifier's dead letter that says why there is none, unless that was sent again and a label lies farther on. An
 * image that the denoiser refused counts where pictures are missing at the end: what is refused may be of earlier, and comes on a
 * topic of its own, before or after the pictures.
 */
public final class Consumption {
    private static final Duration POLL = Duration.ofMillis(200);
    /** After so long without news, what is waited for is told. */
    private static final Duration LATE = Duration.ofSeconds(10);

    /** For so long labels are waited for in the place of dead letters, where there always is something left to read. */
    private static final Duration SECOND_CHANCE = Duration.ofSeconds(5);

    /** For so long pictures are waited for once there are enough with those that were refused. */
    private static final Duration CALM = Duration.ofSeconds(2);

    private static final int MOST_WAITING = 100_000;

    private final ResultStore store;
    private final long enough;
    private final Console console;
    private final JsonLines lines;
    private final LateNews late;
    private final MissingLabels missing = new MissingLabels();

    /** Topics are read one beside the other: labels and dead letters may come before their pictures, and nobody knows of what never comes. */
    private final Waiting<Result> earlyEnds = new Waiting<>(MOST_WAITING);

    private final Waiting<String> open = new Waiting<>(MOST_WAITING);
    /** Pictures whose dead letter is here, and no label. */
    private final Waiting<Buried> buried = new Waiting<>(MOST_WAITING);

    private final RefusedImages refused = new RefusedImages(MOST_WAITING);
    private final Reasons refusals = new Reasons();

    private long imageCount;
    private long allDoneNanos;
    private long allDoneImages;
    private long labelCount;

    private record Buried(Result.Dead letter, String file) {}

    /**
     * @param enough images: pictures, each with its label or the reason why it has none, and refused ones; {@link Long#MAX_VALUE} for no end
     * @param command a command's name, as it is to be typed for this stream
     */
    public Consumption(
            ResultStore store, long enough, Console console, JsonLines lines, UnaryOperator<String> command) {
        this(store, enough, console, lines, new LateNews(LATE, console, command));
    }

    Consumption(ResultStore store, long enough, Console console, JsonLines lines, LateNews late) {
        this.late = requireNonNull(late, "late");
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

    /** The pictures that get none, as far as is known. */
    public MissingLabels missing() {
        return missing;
    }

    /** Images that the denoiser refused, as far as they count. */
    public long refusedCount() {
        return refusals.count();
    }

    /**
     * Of images that were refused, how many for which reason; for people.
     *
     * @param command a command's name, as it is to be typed for this stream
     */
    public List<String> refusedLines(UnaryOperator<String> command) {
        if (refusedCount() == 0) {
            return List.of();
        }
        List<String> told = new ArrayList<>();
        told.add(Numbers.count(refusedCount(), "image") + (refusedCount() == 1 ? " was" : " were") + " refused:");
        told.addAll(refusals.lines());
        told.add("  → " + command.apply("dead") + " lists them, and with --replay sends them to the denoiser again");
        return told;
    }

    /**
     * Reads until there are enough images, and of each picture its label or why it has none, or nothing has come for a while. What of
     * them was refused is told at the end where there is one, else as it comes.
     *
     * @param silence after which to give up; zero means never
     * @param isToStop whether to end at once
     * @throws CommandFailure when something can't be written
     * @return whether there were enough
     */
    public boolean run(Results results, Duration silence, BooleanSupplier isToStop) {
        boolean isEnough = read(results, silence, isToStop);
        if (hasEnd()) {
            refused.latest(enough - imageCount).forEach(this::tellRefused);
        }
        return isEnough;
    }

    private boolean read(Results results, Duration silence, BooleanSupplier isToStop) {
        long lastNanos = System.nanoTime();
        while (!isDone(results)) {
            Optional<Result> result = results.next(POLL);
            if (result.isPresent() && write(result.get())) {
                lastNanos = System.nanoTime();
            }
            Duration silent = Duration.ofNanos(System.nanoTime() - lastNanos);
            if (hasEnd()) {
                late.tell(silent, enough, imageCount, imageCount - endCount());
            }
            boolean isSilent = !silence.isZero() && silent.compareTo(silence) > 0;
            if (isSilent || isToStop.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    private boolean isDone(Results results) {
        if (imageCount + refused.count() < enough || endCount() < imageCount) {
            return false;
        }
        if (imageCount >= enough && missing.count() == 0) {
            return true;
        }
        Duration done = sinceAllDone();
        if (done.compareTo(SECOND_CHANCE) > 0) {
            return true;
        }
        return (imageCount >= enough || done.compareTo(CALM) > 0) && results.isAtEnd();
    }

    /** Since the last picture at the earliest. */
    private Duration sinceAllDone() {
        long now = System.nanoTime();
        if (allDoneNanos == 0 || allDoneImages != imageCount) {
            allDoneNanos = now;
            allDoneImages = imageCount;
        }
        return Duration.ofNanos(now - allDoneNanos);
    }

    /** Of pictures that are here. */
    private long endCount() {
        return labelCount + missing.count();
    }

    private long newsCount() {
        return endCount() + refused.count() + refusals.count();
    }

    /** @return whether it is news: not of dead letters, which may be of pictures that were not asked for */
    boolean write(Result result) {
        long newsBefore = newsCount();
        if (result instanceof Result.Denoised denoised) {
            try {
                picture(denoised);
            } catch (MalformedPayloadException foreign) {
                passOver(result, foreign.getMessage());
            }
        } else if (result instanceof Result.Dead letter && RefusedImages.isOne(letter)) {
            refuse(letter);
        } else if (result instanceof Result.Labelled || result instanceof Result.Dead) {
            end(result);
        } else if (result instanceof Result.Foreign foreign) {
            passOver(result, foreign.problem());
        }
        return !(result instanceof Result.Dead) || newsCount() > newsBefore;
    }

    private void refuse(Result.Dead letter) {
        if (hasEnd()) {
            refused.note(withoutValue(letter));
        } else {
            tellRefused(letter);
        }
    }

    private void tellRefused(Result.Dead letter) {
        refusals.add(MissingLabels.reason(letter), DeadLetters.message(letter));
        lines.dead(letter);
        console.paragraph(
                "  " + DeadLetters.shown(RefusedImages.name(letter)) + " was refused: " + MissingLabels.inFull(letter));
    }

    private void picture(Result.Denoised denoised) throws MalformedPayloadException {
        if (imageCount >= enough) {
            return;
        }
        refused.forget(denoised);
        DenoisedFrame frame = denoised.frame();
        String file = store.picture(denoised);
        lines.denoised(denoised, file);
        console.detail(
                frame.hasAnomalyScore()
                        ? String.format(Locale.ROOT, "%s (anomaly %.2f)", file, frame.getAnomalyScore())
                        : file);
        imageCount++;
        Optional<Result> early = earlyEnd(denoised);
        if (early.isEmpty()) {
            open.add(denoised, file);
        } else if (hasEnd()) {
            tell(early.get(), file);
        } else if (early.get() instanceof Result.Labelled labelled) {
            // told already, when the picture's name was not known
            store.label(labelled, file);
        }
    }

    /** What came before its picture: the label, where there is one beside a dead letter. */
    private Optional<Result> earlyEnd(Result picture) {
        Optional<Result> first = earlyEnds.take(picture);
        if (first.isEmpty() || first.get() instanceof Result.Labelled) {
            return first;
        }
        Optional<Result> second = earlyEnds.takeOfSameTime(picture);
        return second.isPresent() && second.get() instanceof Result.Labelled ? second : first;
    }

    /** A label, or a dead letter in its place. */
    private void end(Result end) {
        Optional<String> file = open.take(end);
        if (file.isPresent()) {
            tell(end, file.get());
        } else if (end instanceof Result.Labelled labelled && unbury(labelled)) {
            return;
        } else if (imageCount < enough) {
            earlyEnds.add(end, end instanceof Result.Dead letter ? withoutValue(letter) : end);
            if (!hasEnd()) {
                tell(end, "");
            }
        }
    }

    /** @return whether the label is of a picture that seemed to get none */
    private boolean unbury(Result.Labelled label) {
        Optional<Buried> found = buried.takeOfSameTime(label);
        found.ifPresent(one -> {
            missing.forget(one.letter());
            label(label, one.file());
        });
        return found.isPresent();
    }

    /** Whole frames would fill the memory. */
    private static Result.Dead withoutValue(Result.Dead letter) {
        return new Result.Dead(
                letter.imageId(), letter.place(), letter.timestamp(), letter.headers(), letter.key(), Optional.empty());
    }

    private void tell(Result end, String file) {
        if (end instanceof Result.Labelled labelled) {
            label(labelled, file);
        } else if (end instanceof Result.Dead letter) {
            missing.note(letter);
            lines.dead(letter);
            if (hasEnd()) {
                buried.add(letter, new Buried(withoutValue(letter), file));
            }
            console.paragraph(
                    "  " + DeadLetters.shown(letter.imageId()) + " has no label: " + MissingLabels.why(letter));
        }
    }

    private void label(Result.Labelled labelled, String file) {
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
