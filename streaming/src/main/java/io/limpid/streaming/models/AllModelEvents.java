package io.limpid.streaming.models;

import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;
import java.util.List;

/** Tells several, in their order. */
public record AllModelEvents(List<ModelEvents> listeners) implements ModelEvents {
    public AllModelEvents {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void live(ModelPublished published) {
        listeners.forEach(listener -> listener.live(published));
    }

    @Override
    public void kept(ModelPublished published) {
        listeners.forEach(listener -> listener.kept(published));
    }

    @Override
    public void retired(String name) {
        listeners.forEach(listener -> listener.retired(name));
    }

    @Override
    public void tried(ModelPublished candidate) {
        listeners.forEach(listener -> listener.tried(candidate));
    }

    @Override
    public void withdrawn(ModelPublished candidate) {
        listeners.forEach(listener -> listener.withdrawn(candidate));
    }

    @Override
    public void refused(ModelPublished published, String reason) {
        listeners.forEach(listener -> listener.refused(published, reason));
    }

    @Override
    public void delayed(ModelPublished published, String reason) {
        listeners.forEach(listener -> listener.delayed(published, reason));
    }

    @Override
    public void compared(ModelPublished candidate, ModelComparison soFar) {
        listeners.forEach(listener -> listener.compared(candidate, soFar));
    }
}
