package io.limpid.direct.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An output that a request names.
 *
 * @param binary whether it is wanted as binary data; empty leaves that to the whole request
 */
record RequestedOutput(String name, Optional<Boolean> binary) {
    RequestedOutput {
        requireNonNull(name, "name");
        requireNonNull(binary, "binary");
    }
}
