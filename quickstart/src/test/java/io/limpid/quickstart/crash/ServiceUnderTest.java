package io.limpid.quickstart.crash;

import io.limpid.broker.Ports;
import io.limpid.quickstart.process.Signals;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A service as a process of its own, from the jars that users deploy, to be killed and started again. */
final class ServiceUnderTest implements AutoCloseable {
    private final String name;
    private final String bootstrap;
    private final Path folder;
    private final String instance;
    private final Map<String, String> options = new LinkedHashMap<>();
    private Process process;
    private int managementPort;

    /** @param name denoiser, classifier, trainer or studio */
    ServiceUnderTest(String name, String bootstrap, Path folder) {
        this(name, "crash-test", bootstrap, folder);
    }

    /** @param instance limpid.instance */
    ServiceUnderTest(String name, String instance, String bootstrap, Path folder) {
        this.name = name;
        this.instance = instance;
        this.bootstrap = bootstrap;
        this.folder = folder;
    }

    /** For its next start. */
    ServiceUnderTest with(String property, String value) {
        options.put(property, value);
        return this;
    }

    /** Its group, by which the broker knows it. */
    String group() {
        return name + "." + (name.equals("denoiser") ? "images.noisy" : "images.denoised");
    }

    /** By which the broker knows its transactions. */
    String transactionalId() {
        return group() + "-" + name + "-" + instance;
    }

    void start() {
        managementPort = Ports.free();
        String module = name.equals("studio") ? name : name + "-service";
        Path application = Path.of("..", module, "target", "quarkus-app", "quarkus-run.jar");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-Dquarkus.http.host=127.0.0.1");
        // any free port: nobody asks for it, and a killed process may still hold its old one
        command.add("-Dquarkus.http.port=0");
        command.add("-Dquarkus.management.port=" + managementPort);
        command.add("-Dlimpid.kafka.bootstrap.servers=" + bootstrap);
        command.add("-Dlimpid.instance=" + instance);
        command.add("-Dlimpid.delivery=" + System.getProperty("limpid.it.delivery", "exactly-once"));
        command.add("-Dlimpid.model-cache=" + folder.resolve("cache"));
        options.forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.addAll(List.of("-jar", application.toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
        } catch (IOException failure) {
            throw new IllegalStateException(name + " can't be started", failure);
        }
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM: it finishes its batch and leaves. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP: none of its threads runs on, as in a pause of the virtual machine or of the host; its connections stay. */
    void pause() {
        Signals.pause(process.pid());
    }

    /** SIGCONT: it goes on as if nothing had been. */
    void resume() {
        Signals.resume(process.pid());
    }

    /** What its readiness check answers; empty while it does not. */
    String readiness() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** What it printed, for the message of a failing test. */
    String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private Path logFile() {
        return folder.resolve(name + "-" + instance + ".log");
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
