package io.limpid.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnwritableTest {
    private static final String OTHER = "name another with --out";

    @TempDir
    Path folder;

    @Test
    void namesAFileInTheWay() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        CommandFailure itself = Unwritable.folder("the folder", file, OTHER, new IOException("any"));
        CommandFailure above = Unwritable.folder("the folder", file.resolve("a/b"), OTHER, new IOException("any"));
        CommandFailure page = Unwritable.file("the page", folder, OTHER, new IOException("any"));

        assertThat(itself).hasMessageEndingWith("it is a file, expected a folder");
        assertThat(above).hasMessageEndingWith(file + " is a file, expected a folder");
        assertThat(page).hasMessageEndingWith("it is a folder, expected a file");
        for (CommandFailure failure : new CommandFailure[] {itself, above, page}) {
            assertThat(failure.exitCode()).isEqualTo(2);
            assertThat(failure.nextStep()).isEqualTo(OTHER);
        }
    }

    @Test
    void namesMissingRights() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(closed), "root writes everywhere");

        assertThat(Unwritable.folder("the folder", closed.resolve("out"), OTHER, new IOException("any")))
                .hasMessageEndingWith("there is no right to write in " + closed)
                .extracting(CommandFailure::nextStep)
                .isEqualTo("give yourself that right, or " + OTHER);
    }

    @Test
    void speaksOfTheDiskOnlyWhereItIsTheDisk() {
        CommandFailure full = Unwritable.folder(
                "the folder", folder, OTHER, new FileSystemException("x", null, "No space left on device"));
        CommandFailure readOnly =
                Unwritable.folder("the folder", folder, OTHER, new FileSystemException("x", null, "Read-only"));

        assertThat(full).hasMessageEndingWith("No space left on device");
        assertThat(full.nextStep()).isEqualTo("make room on its disk, or " + OTHER);
        assertThat(readOnly.nextStep()).isEqualTo(OTHER);
    }
}
