package io.limpid.datasets;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A place where data sets may be found or fetched from. */
interface DataSource {
    /**
     * The folder with the set's files.
     *
     * @param says is told in one line what is done or why it can't be
     */
    Optional<Path> find(KnownSet set, Consumer<String> says);

    /** Whether it asks the network, which takes time; it then keeps what it got in the cache. */
    default boolean fetches() {
        return false;
    }

    /** For people. */
    String name();
}
