package io.limpid.quickstart.process;

import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two processes from working on the same thing. The operating system gives a lock back when its process dies. */
public final class ProcessLock implements AutoCloseable {
    private final FileChannel channel;

    private ProcessLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the file, and its folder, where it is missing.
     *
     * @param what is worked on, for people
     * @throws CommandFailure when another process, or this one, has the lock already, or the file can't be made
     */
    public static ProcessLock take(Path file, String what) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new ProcessLock(channel);
            }
            channel.close();
            throw CommandFailure.failed("another process works on " + what, "wait for its end, or stop it");
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    what + " can't be locked: " + failure, "make the file " + file + " writable", failure);
        }
    }

    /** Another process's lock is reported in one way, one of this process in another. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    /** Leaves the file: another process may have it open already. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw CommandFailure.failed("a lock can't be given back: " + failure, "", failure);
        }
    }
}
