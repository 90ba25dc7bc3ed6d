package io.limpid.trainer.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Somebody's wish that the training end: the line {@code stop} on standard input, an interrupt from the keyboard, a termination
 * signal, or the end of the process that started this one. The best so far is kept; signals are given that long to wait.
 */
final class StopRequest {
    private static final int PATIENCE_SECONDS = 300;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean wanted;

    /** Watches all of these. */
    static StopRequest listening(InputStream commands) {
        StopRequest request = new StopRequest();
        Thread reader = new Thread(() -> request.read(commands), "stop-request");
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime().addShutdownHook(new Thread(request::signalled, "stop-on-signal"));
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(request::want));
        return request;
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

    private void signalled() {
        want();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the training did not end within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void want() {
        wanted = true;
    }

    boolean isWanted() {
        return wanted;
    }

    /** The work is done; signals need not wait any longer. */
    void ended() {
        ended.countDown();
    }
}
