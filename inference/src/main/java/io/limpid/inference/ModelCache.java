package io.limpid.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Model files by checksum in a folder. Trusted no more than the network, and never needed: a cache that can't be read or
 * written costs a warning and another download.
 */
final class ModelCache {
    private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);

    private final Path folder;
    private final long maxBytes;

    /** @param folder created when first needed */
    ModelCache(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** The file of that checksum, hashed again; a damaged one is deleted. */
    Optional<byte[]> find(String sha256) {
        Path file = fileOf(sha256);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > maxBytes) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            if (ModelFetcher.sha256Of(bytes).equals(sha256)) {
                return Optional.of(bytes);
            }
            LOG.warn("{} is damaged and will be fetched again", file);
            Files.delete(file);
        } catch (IOException unreadable) {
            LOG.warn("{} can't be used, the model will be fetched again: {}", file, unreadable.toString());
        }
        return Optional.empty();
    }

    /** Written beside its name and moved there whole, so that no reader ever sees half a file. */
    void keep(String sha256, byte[] bytes) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "model", ".tmp");
            try {
                Files.write(fresh, bytes);
                Files.move(fresh, fileOf(sha256), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException failure) {
            LOG.warn(
                    "the model can't be kept in {}, it will be fetched again next time: {}",
                    folder,
                    failure.toString());
        }
    }

    private Path fileOf(String sha256) {
        return folder.resolve(sha256 + ".onnx");
    }
}
