package io.limpid.quickstart.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
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

    /** With more of Java's properties, {@code name=value}, which count more than those it had. */
    public ProcessSpec withProperties(List<String> properties) {
        List<String> more = new ArrayList<>(command);
        int main = more.indexOf("-jar");
        more.addAll(main, properties.stream().map(property -> "-D" + property).toList());
        return new ProcessSpec(name, port, managementPort, more, environment, log);
    }

    /** With more arguments at the end. */
    public ProcessSpec withArguments(List<String> arguments) {
        List<String> more = new ArrayList<>(command);
        more.addAll(arguments);
        return new ProcessSpec(name, port, managementPort, more, environment, log);
    }

    /** Under another name. */
    public ProcessSpec named(String other) {
        return new ProcessSpec(other, port, managementPort, command, environment, log.resolveSibling(other + ".log"));
    }

    /** With another log beside this one's. */
    public ProcessSpec logging(String logName) {
        return new ProcessSpec(name, port, managementPort, command, environment, log.resolveSibling(logName + ".log"));
    }
}
