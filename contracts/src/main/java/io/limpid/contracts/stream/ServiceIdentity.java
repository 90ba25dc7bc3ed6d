package io.limpid.contracts.stream;

import static java.util.Objects.requireNonNull;

/** Who wrote a record. */
public record ServiceIdentity(String name, String version) {
    public ServiceIdentity {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
    }
}
