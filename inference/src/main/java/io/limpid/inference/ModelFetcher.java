package io.limpid.inference;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Fetches model files, never more than a limit, and keeps those whose checksum is right, by checksum, in a folder, so that a
 * service starts without the trainer.
 */
public final class ModelFetcher {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    /** Of an array on every Java runtime. */
    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

    private final long maxBytes;
    private final Optional<PublicKey> key;
    private final ModelCache cache;
    private final Download download;

    /** Looks at no signatures. */
    public ModelFetcher(Path cache, long maxBytes) {
        this(cache, maxBytes, Optional.empty());
    }

    /**
     * @param cache created when first needed
     * @param maxBytes of a model file, at least 1
     * @param key whose signature every file must have; empty where signatures don't matter
     */
    public ModelFetcher(Path cache, long maxBytes, Optional<PublicKey> key) {
        this(cache, maxBytes, key, DEADLINE);
    }

    ModelFetcher(Path cache, long maxBytes, Optional<PublicKey> key, Duration deadline) {
        requireNonNull(cache, "cache");
        if (maxBytes < 1) {
            throw new IllegalArgumentException("expected a limit of at least 1 byte, got maxBytes=" + maxBytes);
        }
        this.maxBytes = Math.min(maxBytes, LARGEST_ARRAY);
        this.key = requireNonNull(key, "key");
        this.cache = new ModelCache(cache, this.maxBytes);
        this.download = new Download(this.maxBytes, deadline);
    }

    /**
     * The file that was published.
     *
     * @throws ModelRejectedException when the file is too large, its checksum another, its signature not the key's, or the
     *     publication names no checksum
     * @throws IOException when it can't be had now
     */
    public byte[] fetch(ModelPublished published) throws ModelRejectedException, IOException {
        String sha256 = published.getSha256();
        if (!SHA256.matcher(sha256).matches()) {
            throw new ModelRejectedException(
                    "expected sha256 as 64 lower-case hexadecimal digits, found '" + sha256 + "'");
        }
        if (Long.compareUnsigned(published.getSize(), maxBytes) > 0) {
            throw new ModelRejectedException(
                    "expected at most %d bytes, the publication says %s; raise limpid.max-model-bytes"
                            .formatted(maxBytes, Long.toUnsignedString(published.getSize())));
        }
        Optional<byte[]> kept = cache.find(sha256);
        byte[] file = kept.isPresent() ? kept.get() : download(published, sha256);
        if (key.isPresent()) {
            ModelSignature.verify(file, published.getSignature().toByteArray(), key.get());
        }
        return file;
    }

    private byte[] download(ModelPublished published, String sha256) throws ModelRejectedException, IOException {
        byte[] fetched = download.from(published.getUri());
        String found = sha256Of(fetched);
        if (!found.equals(sha256)) {
            throw new ModelRejectedException("expected sha256 %s, found %s in the %d bytes at %s"
                    .formatted(sha256, found, fetched.length, published.getUri()));
        }
        cache.keep(sha256, fetched);
        return fetched;
    }

    /** The SHA-256 of some bytes, lower-case hexadecimal. */
    public static String sha256Of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
