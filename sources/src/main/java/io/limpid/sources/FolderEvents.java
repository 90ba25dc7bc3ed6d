package io.limpid.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Wakes up when the file system tells of a change. What it misses is found by looking, a little later. */
final class FolderEvents implements AutoCloseable {
    private final WatchService watcher;
    private final Leftovers leftovers;
    private final Map<Path, WatchKey> keys = new HashMap<>();

    private FolderEvents(WatchService watcher, Leftovers leftovers) {
        this.watcher = watcher;
        this.leftovers = leftovers;
    }

    static FolderEvents of(Path root, Leftovers leftovers) {
        try {
            return new FolderEvents(root.getFileSystem().newWatchService(), leftovers);
        } catch (IOException failure) {
            throw new SourceException(
                    "the folder " + root + " can't be watched: " + failure.getMessage(),
                    "raise the limit of watchers, on Linux fs.inotify.max_user_instances",
                    failure);
        }
    }

    /** Begins to listen to a folder, where that is not done yet. */
    void register(Path folder) {
        WatchKey key = keys.get(folder);
        if (key != null && key.isValid()) {
            return;
        }
        try {
            keys.put(
                    folder,
                    folder.register(
                            watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY));
        } catch (IOException failure) {
            leftovers.leave(
                    folder + " as a folder that tells of changes",
                    "it is looked at from time to time instead (" + failure.getMessage() + ")");
        }
    }

    /** Waits for a change. */
    boolean await(Duration longest) throws InterruptedException {
        WatchKey key = watcher.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        boolean came = key != null;
        while (key != null) {
            key.pollEvents();
            if (!key.reset()) {
                keys.values().remove(key);
            }
            key = watcher.poll();
        }
        return came;
    }

    @Override
    public void close() {
        try {
            watcher.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
