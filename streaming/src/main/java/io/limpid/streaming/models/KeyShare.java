package io.limpid.streaming.models;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which keys are a canary's. By the SHA-256 of the model's name and the key, so that each replica and each restart decides alike, keys
 * are spread evenly whatever they look like, and whoever is in a share is in every larger one.
 */
final class KeyShare {
    private static final double RANGE = 0x1p64;

    private KeyShare() {}

    /** @param share in [0,1] */
    static boolean holds(String modelName, String key, double share) {
        return place(modelName, key) < share;
    }

    /** In [0,1). */
    private static double place(String modelName, String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(modelName.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            long first = ByteBuffer.wrap(digest.digest(key.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
            // of 64 bits, as a double holds 53
            return (first >>> 11) * 0x1p11 / RANGE;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
