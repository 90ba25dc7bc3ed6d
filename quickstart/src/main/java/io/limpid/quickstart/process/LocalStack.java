package io.limpid.quickstart.process;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Broker and services that live on between commands. */
public final class LocalStack {
    private final Home home;
    private final Console console;
    private final Duration patience;

    public LocalStack(Home home, Console console) {
        this(home, console, Stopping.PATIENCE);
    }

    /** @param patience before a process that was asked to end is killed */
    LocalStack(Home home, Console console, Duration patience) {
        this.home = requireNonNull(home, "home");
        this.console = requireNonNull(console, "console");
        this.patience = requireNonNull(patience, "patience");
    }

    /** What is running, if all of it is. */
    public Optional<UpState> running() {
        return UpState.read(home).filter(state -> state.processes().stream()
                .allMatch(entry -> entry.alive().isPresent()));
    }

    /** Notes what was started so far, for {@link #down}. */
    public void remember(StreamAddress stream, List<ServiceProcess> processes) {
        UpState.of(stream, processes).write(home);
    }

    /**
     * Stops what is running, and returns once it is gone; may be called when nothing is.
     *
     * @throws CommandFailure when a process is still there although it was killed
     * @return whether anything was
     */
    public boolean down() {
        Optional<UpState> state = UpState.read(home);
        if (state.isEmpty()) {
            return false;
        }
        Predicate<UpState.Entry> isBroker = entry -> entry.name().equals(ServiceSpecs.BROKER);
        int stopped = stop(state.get(), isBroker.negate()) + stop(state.get(), isBroker);
        requireGone(state.get());
        state.get().remove(home);
        return stopped > 0;
    }

    private int stop(UpState state, Predicate<UpState.Entry> which) {
        Map<ProcessHandle, String> alive = new LinkedHashMap<>();
        state.processes().stream().filter(which).forEach(entry -> entry.alive()
                .ifPresent(handle -> alive.put(handle, entry.name())));
        alive.values().forEach(name -> console.detail("stopping the " + name));
        Stopping.all(List.copyOf(alive.keySet()), patience)
                .forEach(handle -> console.detail("the " + alive.get(handle) + ", pid " + handle.pid()
                        + ", did not end when it was asked to, and was killed"));
        return alive.size();
    }

    private static void requireGone(UpState state) {
        List<String> left = state.processes().stream()
                .filter(entry -> entry.alive().isPresent())
                .map(entry -> "the " + entry.name() + " with pid " + entry.pid())
                .toList();
        if (!left.isEmpty()) {
            throw CommandFailure.failed(
                    "still there although killed: " + String.join(", ", left),
                    "a process that waits for a disk or another machine goes when that answers; then ./limpid down again");
        }
    }

    /** Removes the broker's data. */
    public void wipe() {
        wipe(home.state().resolve("broker"));
    }

    /** Removes a folder with all that is in it; none is no matter. */
    public static void wipe(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the folder " + folder + " can't be removed: " + failure.getMessage(),
                    "remove it yourself",
                    failure);
        }
    }
}
