package io.limpid.contracts.image;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A record's value can't be read as an image. Reading it again will fail again: it belongs in a dead letter topic. */
public final class MalformedPayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final PayloadProblem problem;

    public MalformedPayloadException(PayloadProblem problem, String message) {
        this(problem, message, null);
    }

    public MalformedPayloadException(PayloadProblem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = requireNonNull(problem, "problem");
    }

    public PayloadProblem problem() {
        return problem;
    }

    /** Whether the file is of a kind that isn't read, and may well be whole: converting it helps, another copy of it doesn't. */
    public boolean isUnreadKind() {
        return getCause() instanceof UnreadKindException;
    }
}
