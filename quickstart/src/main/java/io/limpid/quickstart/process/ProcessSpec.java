package io.limpid.quickstart.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param name for people and for its log file
 * @param port on 127.0.0.1, where it is reached
 * @param managementPort on 127.0.0.1, where it tells health and metrics; the same as the port where it tells none
 * @param command executable and arguments
 * @param environment added to this process's own
 * @param log everything it prints goes here
 */
public record ProcessSpec(
        String name, int port, int managementPort, List<String> command, Map<String, String> environment, Path log) {
    public ProcessSpec {
        requireNonNull(name, "name");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        requireNonNull(log, "log");
    }
}
