package io.limpid.quickstart.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs Limpid's command as its script does, in a home of the test's own whose modules are this checkout's. */
final class CommandRunner {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int PATIENCE_MINUTES = 8;

    private final Path home;

    /** What a command left behind. */
    record Ended(int exitCode, String output) {
        /** The JSON of its last line. */
        JsonNode figures() throws IOException {
            String[] lines = output.strip().split("\n");
            return new ObjectMapper().readTree(lines[lines.length - 1]);
        }
    }

    CommandRunner(Path home) {
        this.home = home;
    }

    /** Links what the command reads, so that runs, reports and state are the test's own. */
    void prepare() throws IOException {
        Files.createDirectories(home);
        for (String part : List.of(
                "recipes",
                "docs",
                "trainer-service",
                "denoiser-service",
                "classifier-service",
                "studio",
                "quickstart")) {
            Files.createSymbolicLink(home.resolve(part), ROOT.resolve(part));
        }
    }

    /** Runs {@code ./limpid} with these arguments and waits for its end. */
    Ended limpid(String... arguments) throws IOException, InterruptedException {
        List<String> command = java();
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static List<String> java() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx1g", "-XX:+UseSerialGC", "-cp", jar() + ":" + ROOT.resolve("quickstart/target/lib") + "/*"));
        command.add("io.limpid.quickstart.Limpid");
        return command;
    }

    /**
     * Puts a {@code ./limpid} into the home that means one stream.
     *
     * @param up options for {@code ./limpid up}, its ports
     * @param train options for {@code ./limpid train}
     */
    void prepareScript(String bootstrap, List<String> up, List<String> train) throws IOException {
        String java = java().stream().map(part -> "'" + part + "'").collect(Collectors.joining(" "));
        Path script = Files.writeString(
                home.resolve("limpid"),
                String.join(
                        "\n",
                        "#!/usr/bin/env bash",
                        "export LIMPID_BOOTSTRAP=" + bootstrap,
                        "case \"$1\" in",
                        "  up) set -- \"$@\" " + String.join(" ", up) + " ;;",
                        "  train) set -- \"$@\" " + String.join(" ", train) + " ;;",
                        "esac",
                        "exec " + java + " \"$@\"",
                        ""));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs {@code ./limpid}, which must succeed; what it printed. */
    String ok(String... arguments) throws IOException, InterruptedException {
        return succeeded(limpid(arguments), List.of(arguments));
    }

    /** Runs any command, which must succeed; what it printed. */
    String ok(List<String> command) throws IOException, InterruptedException {
        return succeeded(run(command), command);
    }

    private static String succeeded(Ended ended, List<String> command) {
        assertThat(ended.exitCode()).as("%s%n%s", command, ended.output()).isZero();
        return ended.output();
    }

    /** Runs any command, in the home. */
    Ended run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LIMPID_HOME", home.toString());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end:\n" + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("quickstart/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("quickstart-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
