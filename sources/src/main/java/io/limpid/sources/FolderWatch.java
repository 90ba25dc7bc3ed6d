package io.limpid.sources;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The images of a folder and its subfolders, those that are there and those that come, until it is closed. A file is given once it
 * is complete, see {@link FolderScan}; a file that is written anew is an image anew. An image's key is its path below the folder;
 * its id is that and when it was written.
 */
public final class FolderWatch implements ImageSource {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final FolderScan scan;
    private final FolderEvents events;
    private final @Nullable Path moveTo;
    private final Predicate<String> isStored;
    private final Leftovers leftovers;
    private final Queue<WatchedFile> ready = new ArrayDeque<>();

    /**
     * @param settled a file that has not changed for so long is complete
     * @param moveTo where files go once they are stored; may be inside of the folder
     * @param isStored whether an image of that id needs not be given
     * @throws SourceException when there is no such folder, or it can't be watched
     */
    public FolderWatch(
            Path folder, Duration settled, @Nullable Path moveTo, Predicate<String> isStored, Leftovers leftovers) {
        if (!Files.isDirectory(folder)) {
            throw SourceException.badInput("there is no folder " + folder, "create it, or check the path");
        }
        this.isStored = requireNonNull(isStored, "isStored");
        this.leftovers = requireNonNull(leftovers, "leftovers");
        Path root = folder.toAbsolutePath().normalize();
        this.moveTo = moveTo == null ? null : moveTo.toAbsolutePath().normalize();
        if (root.equals(this.moveTo)) {
            throw SourceException.badInput(
                    "files of " + folder + " can't be moved to the folder they are in", "name another folder");
        }
        this.events = FolderEvents.of(root, leftovers);
        this.scan = new FolderScan(root, this.moveTo, settled, leftovers, events);
    }

    @Override
    public Optional<SourceImage> next(Duration longest) throws InterruptedException {
        long endNanos = System.nanoTime() + longest.toNanos();
        while (true) {
            if (ready.isEmpty()) {
                ready.addAll(scan.complete());
            }
            for (WatchedFile file = ready.poll(); file != null; file = ready.poll()) {
                Optional<SourceImage> image = read(file);
                if (image.isPresent()) {
                    return image;
                }
            }
            long leftNanos = endNanos - System.nanoTime();
            if (leftNanos <= 0) {
                return Optional.empty();
            }
            if (events.await(Duration.ofNanos(Math.min(leftNanos, LOOK_AGAIN.toNanos())))) {
                scan.expectNews();
            }
        }
    }

    private Optional<SourceImage> read(WatchedFile file) {
        if (isStored.test(file.id())) {
            leftovers.skipAsStored();
            moveAway(file.name());
            return Optional.empty();
        }
        if (file.size() > SourceImage.MAX_BYTES) {
            leftovers.leaveAsTooLarge(file.name(), file.size());
            return Optional.empty();
        }
        try {
            byte[] bytes = Files.readAllBytes(file.path());
            if (!scan.isUnchanged(file)) {
                scan.lookAgain(file);
                return Optional.empty();
            }
            Optional<SourceImage> image = SourceImage.sniffed(file.name(), file.id(), bytes, file.written());
            if (image.isEmpty()) {
                leftovers.leaveAsNoImage(file.name());
            } else {
                leftovers.take(file.name());
            }
            return image;
        } catch (NoSuchFileException gone) {
            leftovers.leave(file.name(), "it went away before it was sent");
        } catch (IOException failure) {
            leftovers.leave(file.name(), "it can't be read, which is tried again: " + failure.getMessage());
            scan.lookAgain(file);
        }
        return Optional.empty();
    }

    /** A watched folder has no end. */
    @Override
    public boolean isDone() {
        return false;
    }

    /** Moves its file away, where that is wanted. */
    @Override
    public void stored(SourceImage image) {
        moveAway(image.key());
    }

    private void moveAway(String name) {
        if (moveTo == null) {
            return;
        }
        try {
            Path target = free(moveTo.resolve(name));
            Files.createDirectories(target.getParent());
            move(scan.path(name), target);
        } catch (IOException failure) {
            leftovers.tell(name + " is stored but can't be moved to " + moveTo + ": " + failure);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherDisk) {
            Files.move(from, to);
        }
    }

    /** That path, or where something is there already the same with a number. */
    private static Path free(Path wanted) {
        Path path = wanted;
        for (int number = 2; Files.exists(path); number++) {
            path = wanted.resolveSibling(number + "-" + wanted.getFileName());
        }
        return path;
    }

    @Override
    public void close() {
        events.close();
    }
}
