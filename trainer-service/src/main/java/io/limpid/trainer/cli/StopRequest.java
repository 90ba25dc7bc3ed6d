package io.limpid.trainer.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import sun.misc.Signal;

/**
 * Somebody's wish that the training end: the line {@code stop} on standard input, an interrupt from the keyboard, a termination
 * signal, or the end of the process that started this one. The best so far is kept then. A second signal ends the process at once.
 *
 * <p>Signals are taken from the virtual machine, since with its own handling it shuts down: ONNX Runtime, which is to measure
 * what was kept, can't be opened any more then, and closes itself while it works.
 */
final class StopRequest {
    private static final List<String> SIGNALS = List.of("INT", "TERM");
    /** What shells say of a process that was ended by an interrupt. */
    private static final int INTERRUPTED = 130;

    private volatile boolean wanted;
    private boolean signalled;

    /** Watches all of these. */
    static StopRequest listening(InputStream commands) {
        StopRequest request = new StopRequest();
        Thread reader = new Thread(() -> request.read(commands), "stop-request");
        reader.setDaemon(true);
        reader.start();
        SIGNALS.forEach(request::watch);
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(request::want));
        return request;
    }

    private void watch(String name) {
        try {
            Signal.handle(new Signal(name), signal -> signalled());
        } catch (IllegalArgumentException unknown) {
            // this system, or the option -Xrs, leaves it to others
        }
    }

    private void read(InputStream commands) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.strip().equals("stop")) {
                    want();
                }
            }
        } catch (IOException closed) {
            // no more commands will come
        }
    }

    private synchronized void signalled() {
        if (signalled) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        signalled = true;
        want();
    }

    void want() {
        wanted = true;
    }

    boolean isWanted() {
        return wanted;
    }
}
