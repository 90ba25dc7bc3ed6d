package io.limpid.studio.stream;

/** A record is not known to be stored; the caller may try again later. */
public final class NotWrittenException extends Exception {
    private static final long serialVersionUID = 1L;

    NotWrittenException(String topic, String why, Throwable cause) {
        super("the broker did not take the record for " + topic + ": " + why, cause);
    }
}
