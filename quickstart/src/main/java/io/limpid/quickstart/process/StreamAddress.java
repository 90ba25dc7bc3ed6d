package io.limpid.quickstart.process;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.stream.Topics;

/**
 * Where images flow.
 *
 * @param bootstrap a broker's host:port
 * @param prefix in front of all topic names; may be empty
 */
public record StreamAddress(String bootstrap, String prefix) {
    public StreamAddress {
        requireNonNull(bootstrap, "bootstrap");
        requireNonNull(prefix, "prefix");
    }

    public Topics topics() {
        return new Topics(prefix);
    }
}
