package io.limpid.quickstart.grid;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.process.ProcessLock;
import io.limpid.quickstart.process.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A grid's folder. Its files appear whole or not at all, so that it can be read at any moment, and after a crash. */
public record GridFolder(Path path) {
    static final String STATE = "grid.json";
    private static final String LOCK = ".lock";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public GridFolder {
        requireNonNull(path, "path");
    }

    public Path page() {
        return path.resolve("grid.html");
    }

    /** @throws CommandFailure when its state is missing or damaged */
    public GridState read() {
        Path file = path.resolve(STATE);
        try {
            return JSON.readValue(Files.readAllBytes(file), GridState.class);
        } catch (IOException | IllegalArgumentException damaged) {
            throw CommandFailure.failed(
                    "the grid " + path + " can't be read: " + file.getFileName() + " is missing or damaged: "
                            + String.valueOf(damaged.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    "move the folder away, and the grid begins anew",
                    damaged);
        }
    }

    /** Writes the state, and what shows it: the page and the table for spreadsheets. */
    public void write(GridState state, Path runs) {
        try {
            write(STATE, JSON.writeValueAsBytes(state));
            write("grid.csv", GridTable.csv(state).getBytes(StandardCharsets.UTF_8));
            write(
                    page().getFileName().toString(),
                    new GridPage(state, runs).html().getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the grid " + path + " can't be written: " + failure.getMessage(),
                    "make room on its disk, or make the folder writable",
                    failure);
        }
    }

    private void write(String name, byte[] content) throws IOException {
        WholeFile.write(path.resolve(name), content);
    }

    /**
     * Keeps other processes from working on the same grid until it is closed.
     *
     * @throws CommandFailure when one does already
     */
    public ProcessLock lock() {
        return ProcessLock.take(path.resolve(LOCK), "the grid " + path);
    }
}
