package io.limpid.inference;

/** A model failed on a batch. Smaller batches may succeed; the same image alone will fail again. */
public final class InferenceException extends Exception {
    private static final long serialVersionUID = 1L;

    public InferenceException(String message) {
        super(message);
    }

    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
