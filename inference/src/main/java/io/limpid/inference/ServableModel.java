package io.limpid.inference;

import java.util.Optional;

/** A model that is open, checked and warmed up. */
public sealed interface ServableModel extends AutoCloseable permits DenoiserModel, ClassifierModel {
    ModelDescription description();

    /** cpu, cuda or tensorrt. */
    String providerInUse();

    /** What it does worse than one would expect of it, in a sentence for whoever serves it; empty for most. */
    default Optional<String> maybeCaveat() {
        return Optional.empty();
    }

    /** Waits for the batch that is being run. A call that is to run more of them fails: who closes a model sees to it that nobody uses it. */
    @Override
    void close();
}
