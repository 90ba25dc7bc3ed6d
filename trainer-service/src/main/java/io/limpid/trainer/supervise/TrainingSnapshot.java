package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A training at one moment. */
public record TrainingSnapshot(
        String id,
        TrainingOrder order,
        TrainingState state,
        Times times,
        TrainingProgress progress,
        TrainingOutcome outcome) {
    /** @param started null while queued; @param ended null until then */
    public record Times(
            Instant requested,
            @Nullable Instant started,
            @Nullable Instant ended) {
        public Times {
            requireNonNull(requested, "requested");
        }
    }

    public TrainingSnapshot {
        requireNonNull(id, "id");
        requireNonNull(order, "order");
        requireNonNull(state, "state");
        requireNonNull(times, "times");
        requireNonNull(progress, "progress");
        requireNonNull(outcome, "outcome");
    }

    static TrainingSnapshot queued(String id, TrainingOrder order, Instant now) {
        return new TrainingSnapshot(
                id,
                order,
                TrainingState.QUEUED,
                new Times(now, null, null),
                TrainingProgress.none(),
                TrainingOutcome.open());
    }

    @JsonIgnore
    public boolean isEnded() {
        return state.isEnded();
    }

    TrainingSnapshot running(Instant now) {
        return new TrainingSnapshot(
                id, order, TrainingState.RUNNING, new Times(times.requested(), now, null), progress, outcome);
    }

    TrainingSnapshot after(ChildEvent event) {
        return new TrainingSnapshot(id, order, state, times, event.applyTo(progress), outcome);
    }

    TrainingSnapshot ended(TrainingState how, TrainingOutcome with, Instant now) {
        return new TrainingSnapshot(id, order, how, new Times(times.requested(), times.started(), now), progress, with);
    }
}
