package io.limpid.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.broker.Ports;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The repository's docker-compose.yml under a name and on ports of the test's own; closing it leaves nothing. */
final class ComposeStack implements AutoCloseable {
    private final String project = "limpid-it-" + UUID.randomUUID().toString().substring(0, 8);
    private final int kafkaPort = Ports.free();
    private final int studioPort = Ports.free();
    private final Shell shell;
    private final List<String> compose;

    ComposeStack(List<String> compose) throws IOException {
        this.compose = List.copyOf(compose);
        this.shell = new Shell(
                Repository.ROOT,
                Map.of(
                        "COMPOSE_PROJECT_NAME",
                        project,
                        "LIMPID_KAFKA_PORT",
                        Integer.toString(kafkaPort),
                        "LIMPID_TRAINER_PORT",
                        Integer.toString(Ports.free()),
                        "LIMPID_STUDIO_PORT",
                        Integer.toString(studioPort)));
    }

    /** The broker, as this machine reaches it. */
    String bootstrap() {
        return "localhost:" + kafkaPort;
    }

    /** The studio's address, as this machine reaches it. */
    URI studio() {
        return URI.create("http://localhost:" + studioPort);
    }

    /** Runs a Compose command, which must succeed. */
    Shell.Ended ok(String... arguments) throws IOException, InterruptedException {
        Shell.Ended ended = run(arguments);
        assertThat(ended.exitCode())
                .as("%s%n%s%n%s", List.of(arguments), ended.output(), ended.error())
                .isZero();
        return ended;
    }

    private Shell.Ended run(String... arguments) throws IOException, InterruptedException {
        return shell.run(Stream.concat(compose.stream(), Stream.of(arguments)).toArray(String[]::new));
    }

    /** The containers' ids. */
    List<String> containers(String service) throws IOException, InterruptedException {
        return ok("ps", "-q", service).output().lines().toList();
    }

    /** A field of a container, as {@code docker inspect} formats it. */
    String inspect(String container, String format) throws IOException, InterruptedException {
        return shell.run("docker", "inspect", "--format", format, container)
                .output()
                .strip();
    }

    /** Whether all of a service's containers, and so many, are healthy. */
    boolean isHealthy(String service, int replicas) throws IOException, InterruptedException {
        List<String> containers = containers(service);
        for (String container : containers) {
            if (!inspect(container, "{{.State.Health.Status}}").equals("healthy")) {
                return false;
            }
        }
        return containers.size() == replicas;
    }

    /** What Prometheus would read of a service's first replica. */
    String metrics(String service, int port) throws IOException, InterruptedException {
        String ask =
                "exec 3<> /dev/tcp/127.0.0.1/" + port + "; printf 'GET /q/metrics HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3";
        return ok("exec", "-T", service, "bash", "-c", ask).output();
    }

    /** The last lines of all containers, for a failure's message. */
    String logs() throws IOException, InterruptedException {
        return run("logs", "--no-color", "--tail", "40").output();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        ok("down", "--volumes", "--remove-orphans");
    }

    /** What Docker still has under this stack's name: containers, volumes, networks. */
    List<String> leftOvers() throws IOException, InterruptedException {
        String label = "label=com.docker.compose.project=" + project;
        List<String> left = new ArrayList<>();
        for (List<String> list :
                List.of(List.of("ps", "-aq"), List.of("volume", "ls", "-q"), List.of("network", "ls", "-q"))) {
            List<String> command = new ArrayList<>(List.of("docker"));
            command.addAll(list);
            command.addAll(List.of("--filter", label));
            left.addAll(
                    shell.run(command.toArray(String[]::new)).output().lines().toList());
        }
        return left;
    }
}
