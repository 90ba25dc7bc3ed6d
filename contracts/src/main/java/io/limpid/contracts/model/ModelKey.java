package io.limpid.contracts.model;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.contracts.v1.Stage;
import java.util.regex.Pattern;

/**
 * Under which key a model stands on the models topic: the live one of a name under the name, the one that is tried beside it, as
 * shadow or canary, under the name and {@code /candidate}. So compaction keeps both.
 *
 * @param name the model's
 * @param candidate whether for the one that is tried
 */
public record ModelKey(String name, boolean candidate) {
    private static final String SUFFIX = "/candidate";
    private static final Pattern LEGAL_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");

    public ModelKey {
        requireNonNull(name, "name");
    }

    public static ModelKey live(String name) {
        return new ModelKey(name, false);
    }

    public static ModelKey candidate(String name) {
        return new ModelKey(name, true);
    }

    /** The key that a publication belongs under, by its name and stage. */
    public static ModelKey of(ModelPublished published) {
        return new ModelKey(published.getRef().getName(), isCandidate(published.getStage()));
    }

    public static boolean isCandidate(Stage stage) {
        return stage == Stage.SHADOW || stage == Stage.CANARY;
    }

    /** Names become file names, so they can't hold just anything: letters, digits, dots, dashes and underscores. */
    public static boolean isLegalName(String name) {
        return LEGAL_NAME.matcher(name).matches();
    }

    /** Reads a record's key. */
    public static ModelKey parse(String key) {
        return key.endsWith(SUFFIX) ? candidate(key.substring(0, key.length() - SUFFIX.length())) : live(key);
    }

    /** The record's key. */
    @Override
    public String toString() {
        return candidate ? name + SUFFIX : name;
    }
}
