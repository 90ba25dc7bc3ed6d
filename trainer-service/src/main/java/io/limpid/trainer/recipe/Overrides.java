package io.limpid.trainer.recipe;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Values of a recipe that a command replaces. The noise of frame classifiers stays: they judge, and are trained on clean images. */
public record Overrides(
        Optional<Integer> epochs,
        Optional<Integer> limit,
        Optional<Long> seed,
        Optional<String> dataset,
        Optional<String> noise) {
    public Overrides {
        requireNonNull(epochs, "epochs");
        requireNonNull(limit, "limit");
        requireNonNull(seed, "seed");
        requireNonNull(dataset, "dataset");
        requireNonNull(noise, "noise");
    }

    public static Overrides none() {
        return new Overrides(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
