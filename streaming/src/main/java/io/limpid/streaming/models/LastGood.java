package io.limpid.streaming.models;

import io.limpid.contracts.v1.ModelPublished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on disk what last served under each name, because a compacted topic forgets it: a service that is started after a
 * bad model was published serves the good one before it.
 */
final class LastGood {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

    private final Path folder;

    LastGood(Path folder) {
        this.folder = folder;
    }

    void remember(ModelPublished published) {
        Path file = file(published.getRef().getName());
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "last-good", ".tmp");
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
        return folder.resolve(name + ".last-good");
    }
}
