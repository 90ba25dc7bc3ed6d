package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;

/** A model that is open, and what was published of it. */
public record LiveModel<M extends AutoCloseable>(ModelPublished published, M model) {
    public LiveModel {
        requireNonNull(published, "published");
        requireNonNull(model, "model");
    }

    public ModelRef ref() {
        return published.getRef();
    }
}
