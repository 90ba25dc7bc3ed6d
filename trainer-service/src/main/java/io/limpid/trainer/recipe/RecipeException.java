package io.limpid.trainer.recipe;

/** A recipe can't be followed; the message says where and why. */
public final class RecipeException extends Exception {
    private static final long serialVersionUID = 1L;

    public RecipeException(String message) {
        super(message);
    }

    public RecipeException(String message, Throwable cause) {
        super(message, cause);
    }
}
