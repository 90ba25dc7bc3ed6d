package io.limpid.sources;

import java.time.Duration;
import java.util.Optional;

/**
 * Images, one after another, each given once. It reads no further than it is asked to, so whoever sends them sets the pace. Used by
 * one thread.
 */
public interface ImageSource extends AutoCloseable {
    /**
     * The next image, or nothing when there is none for so long, or none any more.
     *
     * @throws SourceException when the source can't be read
     * @throws InterruptedException when waiting for one is interrupted
     */
    Optional<SourceImage> next(Duration longest) throws InterruptedException;

    /** Whether none will come any more. */
    boolean isDone();

    /** How many images there are in all; zero where that isn't known. */
    default long total() {
        return 0;
    }

    /** An image it gave has arrived, and needs not be given again. */
    default void stored(SourceImage image) {}

    @Override
    void close();
}
