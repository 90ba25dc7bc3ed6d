package io.limpid.sources;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A source can't be read, or not any longer. Says what was expected, what was found, and what to do. */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String nextStep;

    public SourceException(String message, String nextStep) {
        this(message, nextStep, null);
    }

    public SourceException(String message, String nextStep, @Nullable Throwable cause) {
        super(requireNonNull(message, "message"), cause);
        this.nextStep = requireNonNull(nextStep, "nextStep");
    }

    public String nextStep() {
        return nextStep;
    }
}
