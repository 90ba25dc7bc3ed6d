package io.limpid.quickstart.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpid.quickstart.console.CommandFailure;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Waits for processes to come up, by asking their health checks. */
public final class Health {
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final long PAUSE_MILLIS = 100;

    private final Http http;

    public Health(Http http) {
        this.http = http;
    }

    /** Waits until the process answers at all. */
    public void awaitLive(ServiceProcess process) {
        await(process, "answer", () -> status(process, "/q/health/live").isPresent());
    }

    /** Waits until the process takes connections: for a broker, which has no health check to ask. */
    public void awaitListening(ServiceProcess process) {
        await(process, "take connections", () -> listens(process.address()));
    }

    /** Waits until it does its work. */
    public void awaitReady(ServiceProcess process) {
        await(process, "be ready", () -> isReady(process));
    }

    /**
     * Waits until it is ready and serves that version of a model.
     *
     * @throws CommandFailure when it refuses the model, with its reason
     */
    public void awaitModel(ServiceProcess process, String model, String version) {
        await(process, "serve " + model + " " + version, () -> serves(process, model, version));
    }

    private static boolean listens(URI address) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean isReady(ServiceProcess process) {
        return status(process, "/q/health/ready")
                .filter(status -> status.path("status").asText().equals("UP"))
                .isPresent();
    }

    private boolean serves(ServiceProcess process, String model, String version) {
        Optional<JsonNode> status = status(process, "/q/health/ready");
        if (status.isEmpty()) {
            return false;
        }
        for (JsonNode check : status.get().path("checks")) {
            String state = check.path("data").path("model " + model).asText();
            if (state.contains("refused " + version)) {
                throw CommandFailure.failed(
                        "the " + process.name() + " does not take model " + model + ": " + state,
                        "its log is " + process.spec().log());
            }
            if (check.path("data").path("live " + model).asText().equals(version)) {
                return isReady(process);
            }
        }
        return false;
    }

    private Optional<JsonNode> status(ServiceProcess process, String path) {
        try {
            return Optional.of(http.get(process.management().resolve(path)).json());
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private void await(ServiceProcess process, String what, BooleanSupplier reached) {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            process.requireAlive();
            if (System.nanoTime() > deadline) {
                throw CommandFailure.failed(
                        "the " + process.name() + " did not " + what + " within " + START_PATIENCE.toSeconds()
                                + " s; its last lines:\n"
                                + LogTail.of(process.spec().log(), 12),
                        "the whole log is " + process.spec().log());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while waiting for a process", "");
        }
    }
}
