package io.limpid.sources;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file as it was seen.
 *
 * @param name its path below the watched folder, with slashes
 * @param size in bytes
 * @param written when it was last written to
 */
record WatchedFile(Path path, String name, long size, Instant written) {
    /** The same as long as the file is the same. */
    String id() {
        return name + "#" + written.toEpochMilli() + "-" + size;
    }
}
