package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a training goes on, as far as its process has said.
 *
 * @param run the run's id; empty before there is one
 * @param epochs planned; 0 before it is known
 * @param images it is trained on; 0 before it is known
 * @param completed the epochs that ended, the latest {@value #MOST_EPOCHS} of them
 * @param step the last one; null before the first
 * @param stage what is done after the training; empty during it
 * @param notes the latest {@value #MOST_NOTES}
 */
public record TrainingProgress(
        String run,
        int epochs,
        long images,
        List<ChildEvent.Epoch> completed,
        ChildEvent.@Nullable Step step,
        String stage,
        List<String> notes) {
    static final int MOST_EPOCHS = 10_000;
    static final int MOST_NOTES = 50;

    public TrainingProgress {
        requireNonNull(run, "run");
        completed = List.copyOf(completed);
        requireNonNull(stage, "stage");
        notes = List.copyOf(notes);
    }

    static TrainingProgress none() {
        return new TrainingProgress("", 0, 0, List.of(), null, "", List.of());
    }

    TrainingProgress started(ChildEvent.Started event) {
        return new TrainingProgress(event.run(), event.epochs(), event.images(), completed, step, stage, notes);
    }

    TrainingProgress noted(String text) {
        return new TrainingProgress(run, epochs, images, completed, step, stage, with(notes, text, MOST_NOTES));
    }

    TrainingProgress stepped(ChildEvent.Step event) {
        return new TrainingProgress(run, epochs, images, completed, event, stage, notes);
    }

    TrainingProgress completed(ChildEvent.Epoch event) {
        return new TrainingProgress(run, epochs, images, with(completed, event, MOST_EPOCHS), step, stage, notes);
    }

    TrainingProgress at(String text) {
        return new TrainingProgress(run, epochs, images, completed, step, text, notes);
    }

    private static <T> List<T> with(List<T> before, T next, int most) {
        List<T> all = new ArrayList<>(before);
        all.add(next);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
