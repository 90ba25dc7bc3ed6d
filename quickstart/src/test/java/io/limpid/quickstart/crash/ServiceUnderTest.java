package io.limpid.quickstart.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A service as a process of its own, from the jars that users deploy, to be killed and started again. */
final class ServiceUnderTest implements AutoCloseable {
    private final String name;
    private final String bootstrap;
    private final Path folder;
    private Process process;

    /** @param name denoiser or classifier */
    ServiceUnderTest(String name, String bootstrap, Path folder) {
        this.name = name;
        this.bootstrap = bootstrap;
        this.folder = folder;
    }

    void start() {
        Path application = Path.of("..", name + "-service", "target", "quarkus-app", "quarkus-run.jar");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-Dquarkus.http.host=127.0.0.1");
        // any free port: nobody asks for it, and a killed process may still hold its old one
        command.add("-Dquarkus.http.port=0");
        command.add("-Dlimpid.kafka.bootstrap.servers=" + bootstrap);
        command.add("-Dlimpid.instance=crash-test");
        command.add("-Dlimpid.delivery=" + System.getProperty("limpid.it.delivery", "exactly-once"));
        command.add("-Dlimpid.model-cache=" + folder.resolve("cache"));
        command.addAll(List.of("-jar", application.toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(name + ".log").toFile()))
                    .start();
        } catch (IOException failure) {
            throw new IllegalStateException(name + " can't be started", failure);
        }
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it printed, for the message of a failing test. */
    String log() {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
