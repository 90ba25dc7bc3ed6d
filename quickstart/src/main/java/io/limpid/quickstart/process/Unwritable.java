package io.limpid.quickstart.process;

import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells why a path can't be written, by what is there: a wrong path, missing rights, or a disk. */
public final class Unwritable {
    private Unwritable() {}

    /**
     * @param what the folder is, such as "the folder"
     * @param other how another is named, such as "name another with --out"
     */
    public static CommandFailure folder(String what, Path folder, String other, IOException failure) {
        return of(what, folder, true, other, failure);
    }

    /** As {@link #folder}, of a file. */
    public static CommandFailure file(String what, Path file, String other, IOException failure) {
        return of(what, file, false, other, failure);
    }

    private static CommandFailure of(String what, Path path, boolean isFolder, String other, IOException failure) {
        Path whole = path.toAbsolutePath().normalize();
        Path there = whole;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        String told = what + " " + path + " can't be written: ";
        if (there.equals(whole) && Files.isDirectory(there) != isFolder) {
            return CommandFailure.badInput(
                    told + (isFolder ? "it is a file, expected a folder" : "it is a folder, expected a file"), other);
        }
        if (!there.equals(whole) && !Files.isDirectory(there)) {
            return CommandFailure.badInput(told + there + " is a file, expected a folder", other);
        }
        if (failure instanceof AccessDeniedException || !Files.isWritable(there)) {
            return CommandFailure.failed(
                    told + "there is no right to write in " + there, "give yourself that right, or " + other, failure);
        }
        String reason = WholeFile.why(failure);
        return CommandFailure.failed(
                told + reason,
                reason.contains("No space left") ? "make room on its disk, or " + other : other,
                failure);
    }
}
