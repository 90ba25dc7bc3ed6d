package io.limpid.quickstart.models;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Versions of models that are published without a number: the time, readable, to the second. */
public final class PublishedVersion {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private PublishedVersion() {}

    public static long now() {
        return Long.parseLong(FORMAT.format(Instant.now()));
    }

    /** The same, but above a version that was published before. */
    public static long after(long before) {
        return Math.max(now(), before + 1);
    }
}
