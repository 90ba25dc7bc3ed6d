package io.limpid.streaming.models;

import io.limpid.contracts.v1.ModelPublished;
import java.util.regex.Pattern;

/** How models are named in logs and files. */
final class ModelNames {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");

    private ModelNames() {}

    static String of(ModelPublished published) {
        return published.getRef().getName() + " "
                + Long.toUnsignedString(published.getRef().getVersion());
    }

    /** Names become file names, so they can't hold just anything. */
    static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches();
    }
}
