package io.limpid.client;

/** No broker answered in time, or none lets this client in. */
public final class BrokerUnavailableException extends LimpidClientException {
    private static final long serialVersionUID = 1L;

    BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
