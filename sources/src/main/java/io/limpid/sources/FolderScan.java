package io.limpid.sources;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which files of a folder are complete: those that were not written to for a while, and those that were renamed from a name
 * that says they are being written (hidden, or ending in {@code .part}, {@code .tmp}, {@code .filepart}, {@code ~}), at once. Each
 * is told once, until it is written to again. The oldest come first. Symbolic links are not followed.
 */
final class FolderScan {
    /** Changes that the file system tells nobody of, as on network drives, are found after so long. */
    private static final Duration RESCAN = Duration.ofSeconds(2);

    /** A file that is being written to tells of a change with every write. */
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".filepart", ".crdownload", "~");

    private final Path root;
    private final @Nullable Path left;
    private final Duration settled;
    private final Leftovers leftovers;
    private final FolderEvents events;
    private final Map<Path, Sighting> sightings = new HashMap<>();
    /** The file keys of what has an unfinished name. */
    private final Set<Object> unfinished = new HashSet<>();

    private boolean expectsNews = true;
    private long scannedNanos = System.nanoTime() - RESCAN.toNanos();

    /** @param left a folder that isn't looked into */
    FolderScan(Path root, @Nullable Path left, Duration settled, Leftovers leftovers, FolderEvents events) {
        this.root = root;
        this.left = left;
        this.settled = settled;
        this.leftovers = leftovers;
        this.events = events;
    }

    /** A file's state, and since when it has been so. */
    private static final class Sighting {
        private final WatchedFile file;
        private final long sinceNanos = System.nanoTime();
        private final boolean isRenamed;
        private boolean isTold;

        Sighting(WatchedFile file, boolean isRenamed) {
            this.file = file;
            this.isRenamed = isRenamed;
        }

        boolean isComplete(Duration settled) {
            boolean isOld = file.written().plus(settled).isBefore(Instant.now());
            boolean isQuiet = System.nanoTime() - sinceNanos >= settled.toNanos();
            return isRenamed || isOld || isQuiet;
        }
    }

    /** Something has changed, so the next question looks at all files. */
    void expectNews() {
        expectsNews = true;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** @throws SourceException when the folder is gone */
    List<WatchedFile> complete() {
        boolean isWaiting = sightings.values().stream().anyMatch(sighting -> !sighting.isTold);
        long sinceNanos = System.nanoTime() - scannedNanos;
        boolean isDue = expectsNews || isWaiting || sinceNanos > RESCAN.toNanos();
        if (!isDue || sinceNanos < SHORTEST.toNanos()) {
            return List.of();
        }
        expectsNews = false;
        scan();
        List<WatchedFile> complete = new ArrayList<>();
        for (Sighting sighting : sightings.values()) {
            if (!sighting.isTold && sighting.isComplete(settled)) {
                sighting.isTold = true;
                if (sighting.file.size() > 0) {
                    complete.add(sighting.file);
                } else {
                    leftovers.leaveAsEmpty(sighting.file.name());
                }
            }
        }
        complete.sort(Comparator.comparing(WatchedFile::written).thenComparing(WatchedFile::name));
        return complete;
    }

    private void scan() {
        if (!Files.isDirectory(root)) {
            throw new SourceException("the folder " + root + " is gone", "bring it back, and start again");
        }
        Set<Path> found = new HashSet<>();
        try {
            Files.walkFileTree(root, new Visitor(found));
        } catch (IOException failure) {
            throw new SourceException(
                    "the folder " + root + " can't be read: " + failure.getMessage(), "check its permissions", failure);
        }
        sightings.keySet().retainAll(found);
        scannedNanos = System.nanoTime();
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Set<Path> found;

        Visitor(Set<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(left) || !folder.equals(root) && isHidden(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            events.register(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isUnfinished(file)) {
                if (attributes.fileKey() != null) {
                    unfinished.add(attributes.fileKey());
                }
            } else if (attributes.isRegularFile()) {
                found.add(file);
                see(file, attributes);
            } else {
                leftovers.leave(name(file), "it is no file but a link or a device");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (Files.exists(file)) {
                leftovers.leave(name(file), "it can't be looked at: " + failure.getMessage());
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private void see(Path path, BasicFileAttributes attributes) {
        WatchedFile file = watched(path, attributes);
        Sighting last = sightings.get(path);
        if (last == null || !last.file.equals(file)) {
            boolean isRenamed = attributes.fileKey() != null && unfinished.remove(attributes.fileKey());
            sightings.put(path, new Sighting(file, isRenamed));
        }
    }

    private WatchedFile watched(Path path, BasicFileAttributes attributes) {
        return new WatchedFile(
                path,
                name(path),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }

    private String name(Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static boolean isUnfinished(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return isHidden(path) || UNFINISHED.stream().anyMatch(name::endsWith);
    }

    /** Whether a file is as it was when it was told. */
    boolean isUnchanged(WatchedFile file) throws IOException {
        return watched(file.path(), Files.readAttributes(file.path(), BasicFileAttributes.class))
                .equals(file);
    }

    /** That file was not complete after all, or could not be read: it is told again. */
    void lookAgain(WatchedFile file) {
        sightings.remove(file.path());
    }
}
