package io.limpid.sources;

import java.time.Instant;
import java.util.Iterator;

/** A bucket of an object store. Whatever can't be done is a {@link SourceException}. */
public interface Bucket extends AutoCloseable {
    /**
     * An object as it is listed.
     *
     * @param tag the same as long as its content is the same
     */
    record Stored(String name, long size, String tag, Instant written) {}

    /** All objects whose names begin so, in the order of their names, fetched as they are asked for. */
    Iterator<Stored> list(String prefix);

    byte[] read(String name);

    /** Writes an object as a whole: nobody sees half of it. */
    void write(String name, byte[] content, String contentType);

    @Override
    void close();
}
