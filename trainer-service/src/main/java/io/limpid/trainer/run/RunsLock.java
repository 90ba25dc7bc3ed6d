package io.limpid.trainer.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets one training at a time write to a runs folder: two would share the cores, and a latent head might take its encoder from a
 * run that a neighbour has just finished. The operating system gives the lock back when a process dies.
 */
public final class RunsLock implements AutoCloseable {
    private final Path runs;
    private final FileChannel channel;

    private RunsLock(Path runs, FileChannel channel) {
        this.runs = runs;
        this.channel = channel;
    }

    /**
     * Makes the folder where it is missing.
     *
     * @return empty while another training holds the lock
     * @throws IOException when the folder can't be made or written to
     */
    public static Optional<RunsLock> acquire(Path runs) throws IOException {
        Files.createDirectories(runs);
        FileChannel channel =
                FileChannel.open(runs.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isLocked(channel)) {
            return Optional.of(new RunsLock(runs, channel));
        }
        channel.close();
        return Optional.empty();
    }

    /** Another process's lock is reported in one way, one of this process in another. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    /**
     * Makes a folder for a new run.
     *
     * @throws IOException when it can't be made
     */
    public RunFolder newRun(String recipe, Instant now) throws IOException {
        return RunFolder.create(runs, recipe, now);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
