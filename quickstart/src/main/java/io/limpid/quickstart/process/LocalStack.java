package io.limpid.quickstart.process;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Broker and services that live on between commands. */
public final class LocalStack {
    private final Home home;
    private final Console console;

    public LocalStack(Home home, Console console) {
        this.home = requireNonNull(home, "home");
        this.console = requireNonNull(console, "console");
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
     * Stops what is running; may be called when nothing is.
     *
     * @return whether anything was
     */
    public boolean down() {
        Optional<UpState> state = UpState.read(home);
        if (state.isEmpty()) {
            return false;
        }
        Predicate<UpState.Entry> isBroker = entry -> entry.name().equals(ServiceSpecs.BROKER);
        int stopped = stop(state.get(), isBroker.negate()) + stop(state.get(), isBroker);
        state.get().remove(home);
        return stopped > 0;
    }

    private int stop(UpState state, Predicate<UpState.Entry> which) {
        List<ProcessHandle> alive = state.processes().stream()
                .filter(which)
                .peek(entry -> entry.alive().ifPresent(handle -> console.detail("stopping the " + entry.name())))
                .flatMap(entry -> entry.alive().stream())
                .toList();
        Stopping.all(alive);
        return alive.size();
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
