package io.limpid.datasets;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The sets' public mirrors. */
record MirrorSource(DataCache cache) implements DataSource {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration DOWNLOAD = Duration.ofSeconds(60);
    private static final int OK = 200;

    @Override
    public String name() {
        return "public mirror";
    }

    @Override
    public Optional<Path> find(IdxSet set, Consumer<String> says) {
        for (String mirror : set.mirrors()) {
            says.accept("fetching " + set.name() + " from " + mirror);
            try {
                return Optional.of(cache.keep(set, work -> fetch(mirror, work)));
            } catch (IOException | DataException failure) {
                says.accept(mirror + " did not help: " + reason(failure));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Path fetch(String mirror, Path work) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        for (String name : IdxSet.FILES) {
            URI address = URI.create(mirror + name + ".gz");
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(DOWNLOAD).build();
            HttpResponse<Path> response =
                    http.send(request, HttpResponse.BodyHandlers.ofFile(work.resolve(name + ".gz")));
            if (response.statusCode() != OK) {
                throw new IOException("expected status 200 for " + address + ", found " + response.statusCode());
            }
        }
        return work;
    }

    /** A refused connection has no message of its own. */
    private static String reason(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
