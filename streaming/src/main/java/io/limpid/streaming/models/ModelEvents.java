package io.limpid.streaming.models;

import io.limpid.contracts.v1.ModelComparison;
import io.limpid.contracts.v1.ModelPublished;

/** Is told what becomes of published models. */
public interface ModelEvents {
    /** The model serves from now on. */
    void live(ModelPublished published);

    /** What was published serves already, after something else was refused for instance. */
    default void kept(ModelPublished published) {}

    /** The model serves no more. */
    void retired(String name);

    /** The shadow or canary runs beside the live model of its name from now on. */
    void tried(ModelPublished candidate);

    /** The shadow or canary runs no more. */
    void withdrawn(ModelPublished candidate);

    /** The model will not serve; what served before goes on. */
    void refused(ModelPublished published, String reason);

    /** The model can't be had now; it is tried again. */
    void delayed(ModelPublished published, String reason);

    /** How the shadow or canary compares with the live model so far; from any thread, several times a second. */
    default void compared(ModelPublished candidate, ModelComparison soFar) {}
}
