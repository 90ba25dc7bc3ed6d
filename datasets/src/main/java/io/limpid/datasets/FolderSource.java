package io.limpid.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A folder on this machine with a folder for each set. */
record FolderSource(String name, Path parent) implements DataSource {
    @Override
    public Optional<Path> find(KnownSet set, Consumer<String> says) {
        List<Path> folders = set.folders().stream()
                .map(parent::resolve)
                .filter(Files::isDirectory)
                .toList();
        Optional<Path> found = folders.stream().filter(set::isIn).findFirst();
        if (found.isEmpty() && !folders.isEmpty()) {
            says.accept("%s, %s: not used for %s: %s; looking elsewhere"
                    .formatted(name, folders.get(0), set.name(), set.missing(folders.get(0))));
        }
        return found;
    }
}
