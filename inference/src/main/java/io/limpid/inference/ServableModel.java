package io.limpid.inference;

/** A model that is open, checked and warmed up. */
public sealed interface ServableModel extends AutoCloseable permits DenoiserModel, ClassifierModel {
    ModelDescription description();

    /** cpu, cuda or tensorrt. */
    String providerInUse();

    @Override
    void close();
}
