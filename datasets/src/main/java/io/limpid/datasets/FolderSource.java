package io.limpid.datasets;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A folder on this machine with a folder for each set. */
record FolderSource(String name, Path parent) implements DataSource {
    @Override
    public Optional<Path> find(KnownSet set, Consumer<String> says) {
        return set.folders().stream().map(parent::resolve).filter(set::isIn).findFirst();
    }
}
