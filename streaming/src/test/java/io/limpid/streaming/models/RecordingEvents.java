package io.limpid.streaming.models;

import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what became of models, a line each. */
final class RecordingEvents implements ModelEvents {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<ModelComparison> comparisons = new CopyOnWriteArrayList<>();

    @Override
    public void live(ModelPublished published) {
        lines.add("live " + ModelNames.of(published));
    }

    @Override
    public void kept(ModelPublished published) {
        lines.add("kept " + ModelNames.of(published));
    }

    @Override
    public void retired(String name) {
        lines.add("retired " + name);
    }

    @Override
    public void tried(ModelPublished candidate) {
        lines.add(candidate.getStage() + " " + ModelNames.of(candidate));
    }

    @Override
    public void withdrawn(ModelPublished candidate) {
        lines.add("withdrawn " + ModelNames.of(candidate));
    }

    @Override
    public void compared(ModelPublished candidate, ModelComparison soFar) {
        comparisons.add(soFar);
    }

    @Override
    public void refused(ModelPublished published, String reason) {
        lines.add("refused " + ModelNames.of(published) + ": " + reason);
    }

    @Override
    public void delayed(ModelPublished published, String reason) {
        lines.add("delayed " + ModelNames.of(published) + ": " + reason);
    }
}
