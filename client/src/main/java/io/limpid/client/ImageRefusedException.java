package io.limpid.client;

import static java.util.Objects.requireNonNull;

/** A service could not answer an image: it lies in a dead letter topic. Asking again without a change is refused again. */
public final class ImageRefusedException extends LimpidClientException {
    private static final long serialVersionUID = 1L;

    private final transient Result.Dead deadLetter;
    private final String reason;

    ImageRefusedException(Result.Dead deadLetter) {
        super("image " + deadLetter.imageId() + " was refused by the " + deadLetter.service() + ", "
                + deadLetter.reason() + ": " + deadLetter.message());
        this.deadLetter = requireNonNull(deadLetter, "deadLetter");
        this.reason = deadLetter.reason();
    }

    /** A short code, such as {@code UNDECODABLE}. */
    public String reason() {
        return reason;
    }

    /** The record as it was buried; lost where this exception was serialized. */
    public Result.Dead deadLetter() {
        return deadLetter;
    }
}
