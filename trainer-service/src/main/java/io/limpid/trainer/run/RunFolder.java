package io.limpid.trainer.run;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;

/** One run's folder. Files appear whole or not at all. */
public final class RunFolder {
    public static final String STATUS = "status.json";
    static final String MODEL_INFO = "model.json";
    static final String MODEL = "model.onnx";
    /** What it takes to go on with a training that was broken off. */
    public static final String CHECKPOINT = "checkpoint.bin";

    /** The name of the study, such as a grid, that the run is a part of; absent where it stands for itself. */
    public static final String PART_OF = "part-of.txt";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON =
            new ObjectMapper().findAndRegisterModules().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes a new folder, named by the time and the recipe, so that names sort by age.
     *
     * @throws IOException when {@code runs} can't be written to
     */
    static RunFolder create(Path runs, String recipe, Instant now) throws IOException {
        Files.createDirectories(runs);
        String name = TIME.format(now) + "-" + recipe;
        Path path = runs.resolve(name);
        for (int i = 2; Files.exists(path); i++) {
            path = runs.resolve(name + "-" + i);
        }
        return new RunFolder(Files.createDirectory(path));
    }

    static RunFolder at(Path path) {
        return new RunFolder(path);
    }

    public String id() {
        return path.getFileName().toString();
    }

    public Path path() {
        return path;
    }

    public Path model() {
        return path.resolve(MODEL);
    }

    /**
     * Writes a file that whoever may read the folder may read, as the umask has it: web servers and services of other users do.
     * A write that fails leaves nothing, so that a full disk has room again for what is smaller, such as the status.
     */
    public void write(String name, byte[] content) {
        Path fresh = path.resolve(name + "." + UUID.randomUUID() + ".tmp");
        try {
            try {
                // not createTempFile, whose files only their owner may read
                Files.write(fresh, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Files.move(
                        fresh, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("can't write " + path.resolve(name) + ": " + reason(failure), failure);
        }
    }

    /** Without the file's name, where the system gave a reason of its own. */
    private static String reason(IOException failure) {
        return failure instanceof FileSystemException told && told.getReason() != null
                ? told.getReason()
                : String.valueOf(failure.getMessage());
    }

    public void writeText(String name, String content) {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public void writeJson(String name, Object content) {
        try {
            write(name, JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(name + " has no JSON form", impossible);
        }
    }

    /** Removes a file, where it is there. */
    public void remove(String name) {
        try {
            Files.deleteIfExists(path.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException("can't remove " + path.resolve(name) + ": " + failure.getMessage(), failure);
        }
    }

    public void status(String state, String message) {
        writeJson(STATUS, Map.of("state", state, "message", message));
    }

    /**
     * Reads what {@link #writeJson} wrote.
     *
     * @throws java.nio.file.NoSuchFileException when the file is not there
     * @throws IOException naming the file and the place in it, when it is damaged
     */
    public <T> T readJson(String name, Class<T> type) throws IOException {
        byte[] content = Files.readAllBytes(path.resolve(name));
        try {
            T value = JSON.readValue(content, type);
            if (value == null) {
                throw new IOException(path.resolve(name) + " is damaged: it says null");
            }
            return value;
        } catch (JsonProcessingException damaged) {
            throw new IOException(path.resolve(name) + " is damaged" + place(damaged), damaged);
        }
    }

    private static String place(JsonProcessingException damaged) {
        JsonLocation at = damaged.getLocation();
        return at == null ? "" : ": see line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
