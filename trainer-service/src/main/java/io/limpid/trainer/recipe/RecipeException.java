package io.limpid.trainer.recipe;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A recipe can't be followed; the message says where and why. */
public final class RecipeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String key;

    public RecipeException(String message) {
        this(message, null, null);
    }

    public RecipeException(String message, @Nullable Throwable cause) {
        this(message, cause, null);
    }

    private RecipeException(String message, @Nullable Throwable cause, @Nullable String key) {
        super(message, cause);
        this.key = key;
    }

    /**
     * A value that only the data show to be wrong.
     *
     * @param key with those it lies under, such as {@code data.validation}
     * @param message which names the key
     */
    public static RecipeException at(String key, String message) {
        return new RecipeException(message, null, key);
    }

    /** The key that is wrong, where no line is told yet; see {@link RecipeFile#located}. */
    public Optional<String> maybeKey() {
        return Optional.ofNullable(key);
    }
}
