package io.limpid.quickstart.training;

import io.limpid.quickstart.console.CommandFailure;
import io.limpid.quickstart.console.Console;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a trainer's process with this one, as after Ctrl-C: asks it to keep the best so far, gives it the time to measure and write
 * that, and holds this process until its end has been told.
 */
final class StopAtExit implements AutoCloseable {
    /** How long a stopped training may take to measure and write what it has. */
    private static final int PATIENCE_SECONDS = 300;
    /** How long it may take to tell of it. */
    private static final int TELLING_SECONDS = 10;

    private final Process process;
    private final TrainingDisplay display;
    private final Console console;
    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-training");

    private StopAtExit(Process process, TrainingDisplay display, Console console) {
        this.process = process;
        this.display = display;
        this.console = console;
    }

    /** @throws CommandFailure when this process ends already */
    static StopAtExit of(Process process, TrainingDisplay display, Console console) {
        StopAtExit stop = new StopAtExit(process, display, console);
        try {
            Runtime.getRuntime().addShutdownHook(stop.hook);
            return stop;
        } catch (IllegalStateException ending) {
            throw CommandFailure.failed("interrupted before the training began", "");
        }
    }

    /** Ctrl-C on a terminal reaches the trainer's process as well, and means the same there. */
    void stop() {
        console.line(
                display.isKeeping()
                        ? "stopping: the best so far is being kept; kill " + process.pid() + " to lose it"
                        : "stopping: no epoch has ended yet, so nothing can be kept");
        try {
            process.outputWriter().append("stop\n").flush();
        } catch (IOException ending) {
            // it ends already
        }
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                told.await(TELLING_SECONDS, TimeUnit.SECONDS);
            } else {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
        }
    }

    /** All is told. */
    @Override
    public void close() {
        told.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The virtual machine is ending: the hook does its work.
        }
    }
}
