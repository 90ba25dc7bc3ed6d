package io.limpid.quickstart.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that others see whole or not at all. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Writes beside the file, then puts it in the place of what is there. Nothing half-written stays.
     *
     * @return the file
     */
    public static Path write(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.write(fresh, content);
            return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Why a file can't be read or written, in a few words and without the name of the file beside. */
    public static String why(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is no folder";
        }
        return failure instanceof FileSystemException told && told.getReason() != null
                ? told.getReason()
                : failure.toString();
    }
}
