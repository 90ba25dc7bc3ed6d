package io.limpid.streaming.loop;

/** A poll, or what answers it, ran out of memory, and more records than one come into question. */
final class OutOfMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfMemoryException(OutOfMemoryError cause) {
        super(
                "a batch needs more memory than there is (" + cause.getMessage() + "): record by record from here",
                cause);
    }
}
