package io.limpid.streaming.models;

import io.limpid.contracts.v1.ModelPublished;
import io.limpid.inference.ModelFetcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on disk what last served under each name, because a compacted topic forgets it: a service that is started after a
 * bad model was published serves the good one before it. A memory belongs to one models topic of one cluster: the same name means
 * another model elsewhere.
 */
final class LastGood {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

    private final Path folder;

    /**
     * @param cache that services of several streams may share
     * @param cluster the broker's id of it
     * @param topic of the models
     */
    LastGood(Path cache, String cluster, String topic) {
        // a topic has no spaces; hashed, because an id may hold what a file's name can't
        this.folder = cache.resolve("last-good")
                .resolve(ModelFetcher.sha256Of((topic + " " + cluster).getBytes(StandardCharsets.UTF_8)));
    }

    void remember(ModelPublished published) {
        Path file = file(published.getRef().getName());
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".fresh", ".tmp");
            Files.write(fresh, published.toByteArray());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            LOG.warn("model={} can't be remembered in {}: {}", ModelNames.of(published), file, failure.toString());
        }
    }

    Optional<ModelPublished> recall(String name) {
        Path file = file(name);
        try {
            return Files.exists(file)
                    ? Optional.of(ModelPublished.parseFrom(Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (IOException failure) {
            LOG.warn("model={} can't be recalled from {}: {}", name, file, failure.toString());
            return Optional.empty();
        }
    }

    void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException failure) {
            LOG.warn("model={} can't be forgotten: {}", name, failure.toString());
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
