package io.limpid.trainer.supervise;

import static java.util.Objects.requireNonNull;

import io.limpid.trainer.run.RunFolder;

/**
 * What a run's folder says of it.
 *
 * @param message why it failed; else empty
 * @param resumable whether {@code --resume} can take it up again
 */
public record RunState(RunFolder folder, TrainingState state, String message, boolean resumable) {
    public RunState {
        requireNonNull(folder, "folder");
        requireNonNull(state, "state");
        requireNonNull(message, "message");
    }
}
