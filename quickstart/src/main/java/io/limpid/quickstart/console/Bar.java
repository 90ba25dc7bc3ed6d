package io.limpid.quickstart.console;

/** Shows how far a piece of work has come. */
public interface Bar extends AutoCloseable {
    /**
     * @param done of the total
     * @param note figures to show beside it; may be empty
     */
    void at(long done, String note);

    /** Ends the display; what was shown last stays. */
    @Override
    void close();
}
