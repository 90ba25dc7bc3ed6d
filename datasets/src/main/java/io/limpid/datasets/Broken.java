package io.limpid.datasets;

/** What is done about a picture file that can't be used. */
public enum Broken {
    /** It is named and left out. */
    SKIP,
    /** Nothing is loaded. */
    REFUSE
}
