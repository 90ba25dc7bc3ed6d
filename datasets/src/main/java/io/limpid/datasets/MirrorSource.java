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
    public boolean fetches() {
        return true;
    }

    @Override
    public Optional<Path> find(KnownSet set, Consumer<String> says) {
        for (KnownSet.Download mirror : set.downloads()) {
            says.accept("fetching " + set.name() + " from " + mirror.address());
            try {
                return Optional.of(cache.keep(set, mirror.files(), work -> fetch(mirror, work)));
            } catch (IOException | DataException failure) {
                says.accept(mirror.address() + " did not help: " + reason(failure));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Path fetch(KnownSet.Download mirror, Path work) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        for (String name : mirror.files()) {
            URI address = URI.create(mirror.address() + name + ".gz");
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
