package io.limpid.direct.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** An inference answer as it goes out: JSON, with binary data behind it where that was asked for. Owns its array. */
public final class InferAnswer {
    /** The header that says how many bytes are JSON, where not all of them are. */
    public static final String JSON_LENGTH = InferRequestReader.JSON_LENGTH;

    private final byte[] body;
    private final Optional<Integer> jsonLength;

    InferAnswer(byte[] body, Optional<Integer> jsonLength) {
        this.body = requireNonNull(body, "body");
        this.jsonLength = requireNonNull(jsonLength, "jsonLength");
    }

    /** The array itself; the answer is written once and then forgotten. */
    public byte[] body() {
        return body;
    }

    /** Empty where all of it is JSON. */
    public Optional<Integer> maybeJsonLength() {
        return jsonLength;
    }
}
