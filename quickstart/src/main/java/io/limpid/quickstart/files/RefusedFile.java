package io.limpid.quickstart.files;

/** A file was not cleaned; others may be. The message says what was expected and what was found. */
public final class RefusedFile extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedFile(String message) {
        super(message);
    }
}
