package io.limpid.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values that a command puts in a recipe's place, by key path, such as {@code network.latent}. Values are YAML.
 *
 * @param values in the order in which they are set
 */
public record Overrides(Map<String, String> values) {
    /** The key whose override frame classifiers ignore: they judge what denoising leaves, and are trained on clean images. */
    static final String NOISE = "noise";

    public Overrides {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static Overrides none() {
        return new Overrides(Map.of());
    }
}
