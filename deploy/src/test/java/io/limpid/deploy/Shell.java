package io.limpid.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands in a folder. */
final class Shell {
    private static final int PATIENCE_MINUTES = 10;

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * What a command left behind.
     *
     * @param output standard output
     * @param error standard error
     */
    record Ended(int exitCode, String output, String error) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** @param environment beside this process's own */
    Shell(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** Skips the test, with a line that says so, where the command is not there or fails. */
    static void assumeThatRuns(String... command) throws IOException, InterruptedException {
        boolean runs = runs(command);
        if (!runs) {
            System.out.println(String.join(" ", command) + " does not run here: the tests that need it are skipped");
        }
        assumeTrue(runs, () -> String.join(" ", command) + " does not run here");
    }

    static boolean runs(String... command) throws IOException, InterruptedException {
        try {
            return new Shell(Repository.ROOT, Map.of()).run(command).succeeded();
        } catch (IOException missing) {
            return false;
        }
    }

    Ended run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".txt");
        Path error = Files.createTempFile("error", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(command))
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(error.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        List.of(command) + " did not end:\n" + Files.readString(output) + Files.readString(error));
            }
            return new Ended(process.exitValue(), Files.readString(output), Files.readString(error));
        } finally {
            Files.delete(output);
            Files.delete(error);
        }
    }
}
