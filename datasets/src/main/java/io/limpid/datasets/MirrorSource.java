package io.limpid.datasets;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The sets' public mirrors, by HTTPS; kept in the cache. */
record MirrorSource(Path cache) implements DataSource {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration DOWNLOAD = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "public mirror";
    }

    @Override
    public Optional<Path> find(IdxSet set, Consumer<String> says) {
        for (String mirror : set.mirrors()) {
            try {
                return Optional.of(fetch(set, mirror, says));
            } catch (IOException failure) {
                says.accept(mirror + " can't be reached: " + failure.getClass().getSimpleName());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Path fetch(IdxSet set, String mirror, Consumer<String> says) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
        Path folder = Files.createDirectories(cache.resolve(set.folderName()));
        for (String name : IdxSet.FILES) {
            says.accept("fetching " + mirror + name + ".gz");
            Path fresh = Files.createTempFile(folder, name, ".tmp");
            HttpRequest request = HttpRequest.newBuilder(URI.create(mirror + name + ".gz"))
                    .timeout(DOWNLOAD)
                    .build();
            HttpResponse<Path> response = http.send(request, HttpResponse.BodyHandlers.ofFile(fresh));
            if (response.statusCode() != 200) {
                Files.delete(fresh);
                throw new IOException("status " + response.statusCode());
            }
            Files.move(fresh, folder.resolve(name + ".gz"), StandardCopyOption.ATOMIC_MOVE);
        }
        return folder;
    }
}
