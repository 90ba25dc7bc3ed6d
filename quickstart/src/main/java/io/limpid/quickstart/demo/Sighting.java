package io.limpid.quickstart.demo;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;

/**
 * An image seen in a topic.
 *
 * @param key of the record
 * @param number the image's own, which it was published with
 * @param arrivedNanos when it was read, on the clock of {@link System#nanoTime()}
 * @param value of the record
 */
record Sighting(String key, int number, long arrivedNanos, ByteString value) {
    Sighting {
        requireNonNull(key, "key");
        requireNonNull(value, "value");
    }
}
