package io.limpid.trainer.supervise;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A training's process. Its standard output is handed over line by line, of its errors the last lines are kept. */
final class ChildProcess {
    /** From the polite signal to the one that can't be refused. */
    private static final Duration LAST_WARNING = Duration.ofSeconds(5);

    private static final Duration LAST_LINES = Duration.ofSeconds(5);

    private final Process process;
    private final Thread output;
    private final Thread errors;

    private ChildProcess(Process process, Consumer<String> lines, OutputTail tail) {
        this.process = process;
        this.output = reader("training-output", process.inputReader(StandardCharsets.UTF_8), lines);
        this.errors = reader("training-errors", process.errorReader(StandardCharsets.UTF_8), tail::add);
    }

    /**
     * @param lines is given each line of standard output, by one thread
     * @throws IOException when the process can't be started
     */
    static ChildProcess start(ProcessBuilder builder, Consumer<String> lines, OutputTail tail) throws IOException {
        return new ChildProcess(builder.start(), lines, tail);
    }

    private static Thread reader(String name, BufferedReader from, Consumer<String> lines) {
        Thread thread = new Thread(
                () -> {
                    try (from) {
                        BoundedLines.read(from, lines);
                    } catch (IOException closed) {
                        // the process is gone; what it said is handed over
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Waits for the end and for the last lines, though not for ever: a grandchild may hold the streams open.
     *
     * @return the exit code; 128 and more for signals
     */
    int await() throws InterruptedException {
        int code = process.waitFor();
        output.join(LAST_LINES.toMillis());
        errors.join(LAST_LINES.toMillis());
        return code;
    }

    /** Asks the process to keep the best so far and end; ends it when it has not after the grace. Returns at once. */
    void stop(Duration grace) {
        say("stop");
        whenStillThereAfter(grace, () -> {
            process.destroy();
            whenStillThereAfter(LAST_WARNING, process::destroyForcibly);
        });
    }

    private void whenStillThereAfter(Duration time, Runnable then) {
        process.onExit().orTimeout(time.toMillis(), TimeUnit.MILLISECONDS).whenComplete((ended, late) -> {
            if (late != null) {
                then.run();
            }
        });
    }

    private void say(String line) {
        try {
            BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(line + "\n");
            input.flush();
        } catch (IOException gone) {
            // it has ended, or closed its input: the grace decides
        }
    }

    /** Ends the process and those it started, without a word. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
