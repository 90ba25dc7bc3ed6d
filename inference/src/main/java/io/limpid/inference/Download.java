package io.limpid.inference;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads what a URI names: http, https or file, never more bytes than a limit and never longer than a deadline. What can't
 * become right by trying again is a {@link ModelRejectedException}; what may is an {@link IOException}.
 */
final class Download {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LARGEST_PORT = 65_535;

    private final long maxBytes;
    private final Duration deadline;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** @param deadline for the whole answer: the client's own timeout ends with the headers, a body may stall for ever */
    Download(long maxBytes, Duration deadline) {
        this.maxBytes = maxBytes;
        this.deadline = deadline;
    }

    byte[] from(String uri) throws ModelRejectedException, IOException {
        URI address = parse(uri);
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> overHttp(address);
            case "file" -> fromFile(address);
            default -> throw unusable(uri, "a uri of http, https or file", null);
        };
    }

    private static URI parse(String uri) throws ModelRejectedException {
        try {
            return new URI(uri);
        } catch (URISyntaxException malformed) {
            throw unusable(uri, "a uri", malformed);
        }
    }

    private byte[] fromFile(URI address) throws ModelRejectedException, IOException {
        Path file = pathOf(address);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw unusable(address.toString(), "the uri of a regular file", null);
        }
        if (Files.isRegularFile(file) && Files.size(file) > maxBytes) {
            throw tooLarge(address);
        }
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE));
            if (bytes.length > maxBytes) {
                throw tooLarge(address);
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw new IOException("expected a model file at " + address + ", found none", missing);
        }
    }

    private static Path pathOf(URI address) throws ModelRejectedException {
        try {
            return Path.of(address);
        } catch (IllegalArgumentException noPath) {
            throw unusable(address.toString(), "a file uri such as file:///folder/model.onnx", noPath);
        }
    }

    private byte[] overHttp(URI address) throws ModelRejectedException, IOException {
        if (address.getHost() == null || address.getPort() > LARGEST_PORT) {
            throw unusable(address.toString(), "a uri such as http://host:8083/model.onnx", null);
        }
        HttpRequest request = HttpRequest.newBuilder(address).GET().build();
        HttpResponse<Optional<byte[]>> response = await(address, http.sendAsync(request, this::body));
        if (response.statusCode() != 200) {
            throw new IOException("expected status 200 from " + address + ", found " + response.statusCode());
        }
        return response.body().orElseThrow(() -> tooLarge(address));
    }

    private HttpResponse.BodySubscriber<Optional<byte[]>> body(HttpResponse.ResponseInfo answer) {
        if (answer.statusCode() != 200) {
            return BodySubscribers.replacing(Optional.empty());
        }
        boolean tooLong = answer.headers().firstValueAsLong("content-length").orElse(0) > maxBytes;
        return new CappedBody(tooLong ? 0 : maxBytes);
    }

    private <T> T await(URI address, CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException(
                    "expected all of " + address + " within " + deadline.toSeconds() + " s, it did not come", late);
        } catch (ExecutionException failure) {
            throw new IOException("can't fetch " + address + ": " + failure.getCause(), failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching " + address, interrupted);
        } finally {
            // closes the connection where the answer is not complete
            answer.cancel(true);
        }
    }

    private ModelRejectedException tooLarge(URI address) {
        return new ModelRejectedException("expected at most " + maxBytes + " bytes from " + address
                + ", found more; raise limpid.max-model-bytes to allow it");
    }

    private static ModelRejectedException unusable(String uri, String expected, Exception cause) {
        return new ModelRejectedException("expected " + expected + ", found '" + uri + "'", cause);
    }
}
