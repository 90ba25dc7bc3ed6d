package io.limpid.trainer.service;

/** A model could not be sent to its topic; trying again may help. */
final class PublishException extends Exception {
    private static final long serialVersionUID = 1L;

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
