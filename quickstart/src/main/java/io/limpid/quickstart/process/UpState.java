package io.limpid.quickstart.process;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code up} has left running, kept in a file for {@code down}.
 *
 * @param bootstrap of the broker
 * @param prefix of the topics
 * @param processes in the order they were started
 */
public record UpState(String bootstrap, String prefix, List<Entry> processes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One process. Its start time tells it from a stranger that was given the same number later.
     *
     * @param managementPort where it tells its health; the same as the port where it tells none, 0 where an earlier version wrote the file
     * @param startedAt as the operating system says; empty where it doesn't
     */
    public record Entry(String name, int port, int managementPort, long pid, String startedAt, String log) {
        /** Whether it can be asked for its health. */
        public boolean tellsHealth() {
            return managementPort != 0 && managementPort != port;
        }

        /** Where it says whether it does its work. */
        public URI readiness() {
            return URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
        }

        public Path logFolder() {
            return Path.of(log).getParent();
        }

        /** The process, if it still lives. */
        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle -> startOf(handle)
                    .equals(startedAt));
        }
    }

    public UpState {
        requireNonNull(bootstrap, "bootstrap");
        requireNonNull(prefix, "prefix");
        processes = List.copyOf(processes);
    }

    static UpState of(StreamAddress stream, List<ServiceProcess> processes) {
        return new UpState(
                stream.bootstrap(),
                stream.prefix(),
                processes.stream().map(UpState::entry).toList());
    }

    private static Entry entry(ServiceProcess process) {
        ProcessSpec spec = process.spec();
        return new Entry(
                spec.name(),
                spec.port(),
                spec.managementPort(),
                process.pid(),
                startOf(process.handle()),
                spec.log().toString());
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    public static Optional<UpState> read(Home home) {
        Path file = file(home);
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), UpState.class)) : Optional.empty();
        } catch (IOException damaged) {
            throw CommandFailure.failed(
                    "the file " + file + " can't be read: " + damaged.getMessage(),
                    "stop the java processes of " + home.root() + " yourself, then remove the file",
                    damaged);
        }
    }

    void write(Home home) {
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file(home).toFile(), this);
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the file " + file(home) + " can't be written: " + failure.getMessage(),
                    "make room on its disk, or make the folder writable",
                    failure);
        }
    }

    void remove(Home home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException failure) {
            throw CommandFailure.failed("the file " + file(home) + " can't be removed", "remove it yourself", failure);
        }
    }

    private static Path file(Home home) {
        return home.state().resolve("up.json");
    }
}
