package io.limpid.streaming.models;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.ModelRef;
import java.util.Optional;

/**
 * A model that is open, and what was published of it.
 *
 * @param candidate what is tried beside it
 */
public record LiveModel<M extends AutoCloseable>(ModelPublished published, M model, Optional<Candidate<M>> candidate) {
    public LiveModel {
        requireNonNull(published, "published");
        requireNonNull(model, "model");
        requireNonNull(candidate, "candidate");
    }

    /** With nothing beside it. */
    public LiveModel(ModelPublished published, M model) {
        this(published, model, Optional.empty());
    }

    public ModelRef ref() {
        return published.getRef();
    }
}
