package io.limpid.trainer.service;

/** A training that can't be begun as it was asked for; the message says what is expected. */
final class WrongOrder extends Exception {
    private static final long serialVersionUID = 1L;

    WrongOrder(String message) {
        super(message);
    }

    WrongOrder(String message, Throwable cause) {
        super(message, cause);
    }
}
