package io.limpid.quickstart.training;

import static java.util.Objects.requireNonNull;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import io.limpid.quickstart.process.Home;
import io.limpid.quickstart.process.LogTail;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Trains in a child process: the native library that does it allows one training a process, and takes the process with it when
 * it fails.
 */
public final class Training {
    private static final String MAIN = "TrainMain";
    private static final int BAD_INPUT = 2;

    private final Home home;
    private final Console console;

    public Training(Home home, Console console) {
        this.home = requireNonNull(home, "home");
        this.console = requireNonNull(console, "console");
    }

    /**
     * Trains, showing progress all the way.
     *
     * @throws CommandFailure when the recipe is wrong or the training fails
     */
    public TrainerEvent.Finished run(TrainingRequest request) {
        return run(request, end -> {});
    }

    /**
     * The same for who has something to say at the end: after Ctrl-C this process stays until that is said.
     *
     * @param tell is given the end, of a training that was stopped too
     */
    public TrainerEvent.Finished run(TrainingRequest request, Consumer<TrainerEvent.Finished> tell) {
        Path log = home.logs().resolve("train-" + request.name() + ".log");
        Process process = start(request, log);
        try (TrainingDisplay display = new TrainingDisplay(console, request.name(), request.isResuming());
                StopAtExit guard = StopAtExit.of(process, display, console)) {
            read(process, display);
            TrainerEvent.Finished end = outcome(process.waitFor(), display, request, log);
            tell.accept(end);
            return end;
        } catch (IOException broken) {
            throw CommandFailure.failed("the trainer's output broke off", "its log is " + log, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while training", "");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(TrainingRequest request, Path log) {
        ProcessBuilder builder = new ProcessBuilder(
                        TrainerJvm.command(home, MAIN, TrainerJvm.threads(), request.arguments()))
                .redirectError(log.toFile());
        // Threads that spin while they wait cost nine tenths of the speed on a busy machine; it is read before Java
        // starts.
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        try {
            Files.createDirectories(log.getParent());
            Files.createDirectories(request.runs());
            return builder.start();
        } catch (IOException failure) {
            throw CommandFailure.failed(
                    "the trainer can't be started: " + failure.getMessage(),
                    "check that " + log.getParent() + " and " + request.runs() + " can be written",
                    failure);
        }
    }

    private static void read(Process process, TrainingDisplay display) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                display.show(TrainerEvent.parse(line));
            }
        }
    }

    private static TrainerEvent.Finished outcome(
            int exitCode, TrainingDisplay display, TrainingRequest request, Path log) {
        if (exitCode == 0 && display.finished().isPresent()) {
            return display.finished().get();
        }
        String why =
                display.failure().orElseGet(() -> "exit code " + exitCode + ", last lines:\n" + LogTail.of(log, 12));
        if (exitCode == BAD_INPUT) {
            throw CommandFailure.badInput(why, request.hint());
        }
        throw CommandFailure.failed("training " + request.name() + " failed: " + why, "its log is " + log);
    }
}
