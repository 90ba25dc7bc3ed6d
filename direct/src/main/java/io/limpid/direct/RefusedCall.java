package io.limpid.direct;

import static java.util.Objects.requireNonNull;

/** A direct call that gets no answer but a reason: expected, found, what to do next. */
public final class RefusedCall extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a caller who may come again is told to wait. */
    public static final int TRY_AGAIN_SECONDS = 1;

    private final int status;
    private final String reason;

    /**
     * @param status of HTTP, 400 to 599; 503 asks the caller to come again
     * @param reason a short upper-case code, the same for all failures of a kind; where the stream has one, the same as there
     */
    public RefusedCall(int status, String reason, String message) {
        super(message);
        this.status = status;
        this.reason = requireNonNull(reason, "reason");
    }

    /** Nothing is wrong with the call; it may succeed a little later. */
    public static RefusedCall later(String message) {
        return new RefusedCall(503, "BUSY", message);
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }
}
