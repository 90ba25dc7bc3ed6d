package io.limpid.studio.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who can sign in, with name and password as RFC 7617 has it. Keeps no password, and compares in constant time. */
public final class Users {
    private static final String SCHEME = "basic ";

    private final Map<String, byte[]> digests = new HashMap<>();

    /** @param passwords by name */
    public Users(Map<String, String> passwords) {
        passwords.forEach((name, password) -> {
            if (name.isEmpty() || name.contains(":") || password.isEmpty()) {
                throw new IllegalArgumentException(
                        "limpid.studio.users: expected names without a colon, with passwords; found '" + name + "'");
            }
            digests.put(name, digest(password));
        });
    }

    public boolean isEmpty() {
        return digests.isEmpty();
    }

    /**
     * Whose name and password a request carries.
     *
     * @param authorization the header's text
     * @return empty where they are nobody's
     */
    Optional<String> signedIn(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        String[] parts =
                decoded(authorization.substring(SCHEME.length()).trim()).split(":", 2);
        if (parts.length != 2) {
            return Optional.empty();
        }
        byte[] asked = digest(parts[1]);
        byte[] known = digests.getOrDefault(parts[0], new byte[asked.length]);
        return MessageDigest.isEqual(asked, known) ? Optional.of(parts[0]) : Optional.empty();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static byte[] digest(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
