package io.limpid.quickstart.training;

import io.limpid.quickstart.console.Bar;
import io.limpid.quickstart.console.Console;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a trainer's events, and remembers how it ended. */
final class TrainingDisplay implements AutoCloseable {
    private final Console console;
    private final String name;
    /** Read by the thread that ends this process, too. */
    private volatile boolean keeping;

    private @Nullable Bar bar;
    private int barEpoch;
    private TrainerEvent.@Nullable Finished finished;
    private @Nullable String failure;

    /** @param keeping whether there is something to keep from the beginning, as a run has that goes on */
    TrainingDisplay(Console console, String name, boolean keeping) {
        this.console = console;
        this.name = name;
        this.keeping = keeping;
    }

    void show(TrainerEvent event) {
        if (event instanceof TrainerEvent.Step step) {
            show(step);
            return;
        }
        close();
        if (event instanceof TrainerEvent.Started started) {
            show(started);
        } else if (event instanceof TrainerEvent.Note note) {
            console.detail(note.text());
        } else if (event instanceof TrainerEvent.Stage stage) {
            console.detail(name + ": " + stage.text());
        } else if (event instanceof TrainerEvent.Epoch epoch) {
            show(epoch);
        } else if (event instanceof TrainerEvent.Finished end) {
            finished = end;
        } else if (event instanceof TrainerEvent.Failed end) {
            failure = end.message();
        }
    }

    private void show(TrainerEvent.Started started) {
        // a run that goes on is shown by its id already
        String run = name.equals(started.run()) ? "" : "run " + started.run() + ", ";
        console.detail(String.format(
                Locale.ROOT,
                "%s: %s%,d epoch%s of %,d image%s",
                name,
                run,
                started.epochs(),
                started.epochs() == 1 ? "" : "s",
                started.images(),
                started.images() == 1 ? "" : "s"));
    }

    private void show(TrainerEvent.Epoch epoch) {
        keeping = true;
        String validation = Double.isNaN(epoch.validationLoss())
                ? ""
                : String.format(Locale.ROOT, ", validation loss %.4f", epoch.validationLoss());
        console.detail(String.format(
                Locale.ROOT,
                "%s: epoch %d done, training loss %.4f%s",
                name,
                epoch.epoch(),
                epoch.trainLoss(),
                validation));
    }

    private void show(TrainerEvent.Step step) {
        if (bar == null || barEpoch != step.epoch()) {
            close();
            String epoch = step.epochs() > 1 ? " epoch " + step.epoch() + "/" + step.epochs() : "";
            bar = console.bar(name + epoch, step.total(), "images");
            barEpoch = step.epoch();
        }
        bar.at(step.done(), step.figures());
    }

    /** Whether there is something to keep, were the training to end now: an epoch has ended. */
    boolean isKeeping() {
        return keeping;
    }

    Optional<TrainerEvent.Finished> finished() {
        return Optional.ofNullable(finished);
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
