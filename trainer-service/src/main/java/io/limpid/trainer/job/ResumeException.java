package io.limpid.trainer.job;

/** A run can't be gone on with, and its folder is as it was; the message says why, and what to do. */
public final class ResumeException extends Exception {
    private static final long serialVersionUID = 1L;

    ResumeException(String message) {
        super(message);
    }

    ResumeException(String message, Throwable cause) {
        super(message, cause);
    }
}
