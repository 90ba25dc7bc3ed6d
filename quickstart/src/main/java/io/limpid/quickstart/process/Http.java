package io.limpid.quickstart.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Short questions to services on this machine. */
public final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Duration timeout;
    private final HttpClient client;

    public Http() {
        this(TIMEOUT);
    }

    /** @param timeout of each question */
    public Http(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * @param status of the answer
     * @param text its body
     */
    public record Answer(int status, String text) {
        /** The body as JSON; a missing node where it is something else. */
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException notJson) {
                return JSON.missingNode();
            }
        }
    }

    /** @throws IOException when nobody answers */
    public Answer get(URI address) throws IOException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(address).GET(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** The bytes at an address that answers 200. */
    public byte[] getBytes(URI address) throws IOException {
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(address).GET(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(address + " answers with status " + response.statusCode());
        }
        return response.body();
    }

    public Answer post(URI address, JsonNode body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        HttpResponse<String> response = send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return client.send(request.timeout(timeout).build(), body);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
