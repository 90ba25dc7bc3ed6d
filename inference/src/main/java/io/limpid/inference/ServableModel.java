package io.limpid.inference;

/** A model that is open, checked and warmed up. */
public sealed interface ServableModel extends AutoCloseable permits DenoiserModel, ClassifierModel {
    ModelDescription description();

    /** cpu, cuda or tensorrt. */
    String providerInUse();

    /** Waits for the batch that is being run. A call that is to run more of them fails: who closes a model sees to it that nobody uses it. */
    @Override
    void close();
}
