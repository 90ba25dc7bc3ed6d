package io.limpid.quickstart.process;

import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What libraries log: warnings only, and not between the lines a command prints. */
public final class Logging {
    private static final String CONFIGURATION = "/logging.properties";

    private Logging() {}

    /** Silences this process's libraries, or lets them speak on standard error. */
    public static void configure(boolean verbose) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(verbose ? Level.INFO : Level.OFF);
        if (verbose) {
            Handler handler = new ConsoleHandler();
            handler.setLevel(Level.INFO);
            root.addHandler(handler);
        }
    }

    /** The configuration for child processes, as the file they need. */
    static Path file(Home home) {
        Path file = home.state().resolve("logging.properties");
        try (InputStream source = Logging.class.getResourceAsStream(CONFIGURATION)) {
            Files.createDirectories(file.getParent());
            Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the file " + file + " can't be written: " + failure.getMessage(),
                    "make room on its disk, or make the folder writable",
                    failure);
        }
    }
}
