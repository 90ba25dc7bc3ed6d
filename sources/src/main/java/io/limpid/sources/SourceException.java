package io.limpid.sources;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A source can't be read, or not any longer. Says what was expected, what was found, and what to do. */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String nextStep;
    private final boolean isBadInput;

    public SourceException(String message, String nextStep) {
        this(message, nextStep, null);
    }

    public SourceException(String message, String nextStep, @Nullable Throwable cause) {
        this(message, nextStep, cause, false);
    }

    private SourceException(String message, String nextStep, @Nullable Throwable cause, boolean isBadInput) {
        super(requireNonNull(message, "message"), cause);
        this.nextStep = requireNonNull(nextStep, "nextStep");
        this.isBadInput = isBadInput;
    }

    /** What was asked for is no such source, and will not be one when it is asked for again. */
    public static SourceException badInput(String message, String nextStep) {
        return badInput(message, nextStep, null);
    }

    public static SourceException badInput(String message, String nextStep, @Nullable Throwable cause) {
        return new SourceException(message, nextStep, cause, true);
    }

    public boolean isBadInput() {
        return isBadInput;
    }

    public String nextStep() {
        return nextStep;
    }
}
