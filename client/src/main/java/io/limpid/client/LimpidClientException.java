package io.limpid.client;

import org.jspecify.annotations.Nullable;

/** Something between this client and the stream went wrong; the message says what, and what to do about it. */
public class LimpidClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LimpidClientException(String message) {
        this(message, null);
    }

    public LimpidClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
