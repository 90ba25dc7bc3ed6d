package io.limpid.datasets;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A folder on this machine with a folder for each set. */
record FolderSource(String name, Path parent) implements DataSource {
    @Override
    public Optional<Path> find(IdxSet set, Consumer<String> says) {
        Path folder = parent.resolve(set.name());
        return set.isIn(folder) ? Optional.of(folder) : Optional.empty();
    }
}
