package io.limpid.trainer.training;

/** The exported model is not the trained one; it must not be published. */
public final class ParityException extends Exception {
    private static final long serialVersionUID = 1L;

    public ParityException(String message) {
        super(message);
    }

    public ParityException(String message, Throwable cause) {
        super(message, cause);
    }
}
