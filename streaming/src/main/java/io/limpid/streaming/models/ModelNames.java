package io.limpid.streaming.models;

import io.limpid.contracts.model.ModelKey;
import io.limpid.contracts.v1.ModelPublished;

/** How models are named in logs and files. */
final class ModelNames {
    private ModelNames() {}

    static String of(ModelPublished published) {
        return published.getRef().getName() + " "
                + Long.toUnsignedString(published.getRef().getVersion());
    }

    /** Names become file names, so they can't hold just anything. */
    static boolean isLegal(String name) {
        return ModelKey.isLegalName(name);
    }
}
