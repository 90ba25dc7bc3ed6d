package io.limpid.quickstart.command;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is gone afterwards. */
record Scratch(Path folder) implements AutoCloseable {
    /** @throws CommandFailure when the folder for temporary files can't be used */
    static Scratch make() {
        try {
            return new Scratch(Files.createTempDirectory("limpid-model"));
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    /**
     * Writes a file into it.
     *
     * @throws CommandFailure when there is no room
     */
    Path write(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    private static CommandFailure unusable(IOException failure) {
        return CommandFailure.failed(
                "the folder for temporary files can't be used: " + failure, "make room in it", failure);
    }

    @Override
    public void close() {
        LocalStack.wipe(folder);
    }
}
