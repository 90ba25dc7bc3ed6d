package io.limpid.studio.http;

import java.util.Set;

/** What {@code ./limpid} has to be told to find the studio's stream. */
final class StreamOptions {
    /** Where it looks by itself. */
    private static final Set<String> USUAL = Set.of("127.0.0.1:9092", "localhost:9092");

    private StreamOptions() {}

    /**
     * Options to be put behind a command, each after a space; empty where it needs none.
     *
     * @param bootstrap brokers as host:port, with commas between
     * @param prefix in front of all topic names; may be empty
     */
    static String of(String bootstrap, String prefix) {
        String brokers = bootstrap.replaceAll("\\s", "");
        return (USUAL.contains(brokers) ? "" : " --bootstrap " + brokers)
                + (prefix.isEmpty() ? "" : " --prefix " + prefix);
    }
}
