package io.limpid.inference;

import static java.util.Objects.requireNonNull;

import io.limpid.contracts.v1.ModelPublished;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches model files, never more than a limit, and keeps those whose checksum is right, by checksum, in a folder, so that a
 * service starts without the trainer.
 */
public final class ModelFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFetcher.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Path cache;
    private final long maxBytes;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** @param cache created when first needed */
    public ModelFetcher(Path cache, long maxBytes) {
        this.cache = requireNonNull(cache, "cache");
        this.maxBytes = maxBytes;
    }

    /**
     * The file that was published.
     *
     * @throws ModelRejectedException when the file is too large or its checksum another, or the publication names neither
     * @throws IOException when it can't be had now
     */
    public byte[] fetch(ModelPublished published) throws ModelRejectedException, IOException {
        String sha256 = published.getSha256();
        if (!SHA256.matcher(sha256).matches()) {
            throw new ModelRejectedException(
                    "expected sha256 as 64 lower-case hexadecimal digits, found '" + sha256 + "'");
        }
        Optional<byte[]> kept = cached(sha256);
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] fetched = download(published.getUri());
        String found = sha256Of(fetched);
        if (!found.equals(sha256)) {
            throw new ModelRejectedException("expected sha256 %s, found %s in the %d bytes at %s"
                    .formatted(sha256, found, fetched.length, published.getUri()));
        }
        keep(sha256, fetched);
        return fetched;
    }

    private Optional<byte[]> cached(String sha256) throws IOException {
        Path file = cache.resolve(sha256 + ".onnx");
        if (!Files.exists(file) || Files.size(file) > maxBytes) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        if (sha256Of(bytes).equals(sha256)) {
            return Optional.of(bytes);
        }
        LOG.warn("{} is damaged and will be fetched again", file);
        Files.delete(file);
        return Optional.empty();
    }

    private void keep(String sha256, byte[] bytes) {
        try {
            Files.createDirectories(cache);
            Path fresh = Files.createTempFile(cache, "model", ".tmp");
            Files.write(fresh, bytes);
            Files.move(fresh, cache.resolve(sha256 + ".onnx"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            LOG.warn(
                    "the model can't be kept in {}, it will be fetched again next time: {}", cache, failure.toString());
        }
    }

    private byte[] download(String uri) throws ModelRejectedException, IOException {
        URI address;
        try {
            address = URI.create(uri);
        } catch (IllegalArgumentException malformed) {
            throw new ModelRejectedException("expected a uri, found '" + uri + "'", malformed);
        }
        String scheme = address.getScheme() == null ? "" : address.getScheme();
        return switch (scheme) {
            case "http", "https" -> overHttp(address);
            case "file" -> fromFile(address);
            default -> throw new ModelRejectedException("expected a uri of http, https or file, found '" + uri + "'");
        };
    }

    private byte[] fromFile(URI address) throws ModelRejectedException, IOException {
        try (InputStream input = Files.newInputStream(Path.of(address))) {
            return readAtMost(input, address);
        }
    }

    private byte[] overHttp(URI address) throws ModelRejectedException, IOException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(ANSWER).GET().build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException("expected status 200 from " + address + ", found " + response.statusCode());
                }
                return readAtMost(body, address);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching " + address, interrupted);
        }
    }

    private byte[] readAtMost(InputStream input, URI address) throws ModelRejectedException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
            if (bytes.size() + (long) read > maxBytes) {
                throw new ModelRejectedException("expected at most " + maxBytes + " bytes from " + address
                        + ", found more; raise limpid.max-model-bytes to allow it");
            }
            bytes.write(buffer, 0, read);
        }
        return bytes.toByteArray();
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
